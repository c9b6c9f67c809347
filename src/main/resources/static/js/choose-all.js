// Ticks every box of a form's list at once, and says how many are ticked. Without this script it is not there.
const boxes = (tools) => [...tools.closest("form").querySelectorAll("tbody input[type=checkbox]")];

const show = (tools) => {
  const all = boxes(tools);
  const chosen = all.filter((box) => box.checked).length;
  const box = tools.querySelector("[data-choose-all]");
  box.checked = chosen > 0 && chosen === all.length;
  box.indeterminate = chosen > 0 && chosen < all.length;
  const count = tools.querySelector("output");
  count.textContent = chosen > 0 ? count.dataset.say.replace("{0}", chosen) : "";
  tools.hidden = all.length < 2;
};

const showAll = () => document.querySelectorAll("[data-choose]").forEach(show);

document.addEventListener("change", (event) => {
  const tools = event.target.form?.querySelector("[data-choose]");
  if (!tools) return;
  if (event.target.matches("[data-choose-all]")) for (const box of boxes(tools)) box.checked = event.target.checked;
  show(tools);
});
document.addEventListener("htmx:load", showAll);
// A browser that goes back fills the boxes again after the page is there.
addEventListener("pageshow", showAll);
showAll();
