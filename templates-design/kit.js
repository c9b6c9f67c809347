// Opens the kit's sample dialog; the product's dialogs are opened by static/js/dialog.js, which browsers
// do not load from disk, as it is a module.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-kit-dialog]");
  if (opener) document.getElementById(opener.dataset.kitDialog).showModal();
});
