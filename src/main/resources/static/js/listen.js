// Plays what a link or button with data-listen leads to instead of going there.
let playing = null;

const addressOf = (control) => {
  if (control.href) return control.href;
  const { term, pronunciation } = control.form.elements;
  const said = new URLSearchParams({ term: term.value, pronunciation: pronunciation.value });
  return `${control.formAction}?${said}`;
};

document.addEventListener("click", async (event) => {
  const control = event.target.closest?.("[data-listen]");
  if (!control || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  playing?.pause();
  playing = new Audio(addressOf(control));
  control.setAttribute("aria-busy", "true");
  for (const end of ["ended", "pause", "error"]) {
    playing.addEventListener(end, () => control.removeAttribute("aria-busy"));
  }
  try {
    await playing.play();
  } catch (problem) {
    // Another click came before this sound began.
    if (problem.name === "AbortError") return;
    const text = encodeURIComponent(document.body.dataset.connectionFailed);
    document.dispatchEvent(new CustomEvent("toast", { detail: { kind: "error", text } }));
  }
});
