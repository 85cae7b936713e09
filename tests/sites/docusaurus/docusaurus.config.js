const baseUrl = "/some/where/sites/docusaurus/build/";

export default {
  title: "Docusaurus",
  url: "http://localhost",
  baseUrl,
  headTags: [{ tagName: "link", attributes: { rel: "icon", href: "data:," } }],
  scripts: [{ src: `${baseUrl}playground/kpa-playground.js`, defer: true }],
  themes: ["@docusaurus/theme-classic"],
  plugins: [["@docusaurus/plugin-content-docs", { routeBasePath: "/" }]],
  themeConfig: {
    navbar: { title: "Docusaurus" },
    prism: { additionalLanguages: [] },
  },
};
