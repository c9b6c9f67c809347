// Buttons with data-copy put the text of the element they name on the clipboard and say so; where
// the browser refuses (a page without TLS), the text is selected, ready for the keyboard.
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  const source = button && document.getElementById(button.dataset.copy);
  if (!source) return;
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
  } catch {
    getSelection().selectAllChildren(source);
    return;
  }
  const text = encodeURIComponent(button.dataset.copied);
  document.dispatchEvent(new CustomEvent("toast", { detail: { kind: "success", text } }));
});
