// The list of themes: each is a class of the root.
for (const button of document.querySelectorAll(".theme")) {
  button.addEventListener("click", () => {
    document.documentElement.classList.remove("light", "coal");
    document.documentElement.classList.add(button.id);
  });
}
