// Buttons that keep what is shown this once: data-save names the list whose lines become a file,
// data-print prints the page. Without this script they are not there.
for (const button of document.querySelectorAll("[data-save], [data-print]")) button.hidden = false;

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-save], [data-print]");
  if (!button) return;
  if ("print" in button.dataset) {
    print();
    return;
  }
  const lines = [...document.getElementById(button.dataset.save).children].map((one) => one.textContent.trim());
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([lines.join("\n") + "\n"], { type: "text/plain" }));
  link.download = button.dataset.saveAs;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
});
