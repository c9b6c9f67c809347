// Opens the getting-started guide by itself on the first visit.
const KEY = "customModelsGuideShown";
const link = document.querySelector("[data-guide]");

const remembered = () => {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return true; // Storage is switched off: better never by itself than at every visit.
  }
};

if (link && !remembered()) {
  localStorage.setItem(KEY, "true");
  link.click();
}
