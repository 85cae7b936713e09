// React puts the element into the page after its script was loaded, and the switch sets an attribute of the root.
const element = document.createElement("kpa-playground");
for (const [name, value] of Object.entries({ clients: "50", rps: null, show: "now replicas sliders player" })) {
  if (value !== null) element.setAttribute(name, value);
}
element.append("The playground shows it.");
document.getElementById("place").replaceWith(element);
document.documentElement.setAttribute("data-has-hydrated", "true");
document.querySelector(".clean-btn").addEventListener("click", () => {
  document.documentElement.setAttribute("data-theme", "dark");
});
