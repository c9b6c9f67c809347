// Offers the browser's own time zone where another one, or none, is chosen.
const button = document.querySelector("[data-zone-suggestion]");
const field = document.getElementById("zone");
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
const isOffered = [...document.querySelectorAll("#zones option")].some((zone) => zone.value === here);

if (button && isOffered) {
  const check = () => {
    button.hidden = field.value === here;
  };
  button.textContent = button.dataset.label.replace("{zone}", here);
  button.addEventListener("click", () => {
    field.value = here;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
  field.addEventListener("input", check);
  check();
}
