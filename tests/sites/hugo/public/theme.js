// As the themes do it that mark the body.
document.getElementById("theme-toggle").addEventListener("click", () => document.body.classList.toggle("dark"));
