// The switch of colours, as the theme's own program does it: on the body.
for (const input of document.querySelectorAll("[name=__palette]")) {
  input.addEventListener("change", () => {
    document.body.setAttribute("data-md-color-scheme", input.getAttribute("data-md-color-scheme"));
  });
}
