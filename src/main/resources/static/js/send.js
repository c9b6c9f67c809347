// Sends a form with files so that the page shows how far it has come; without scripts the browser
// sends the same form itself.
const two = (number) => String(number).padStart(2, "0");
const duration = (seconds) => {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!("send" in form.dataset) || event.defaultPrevented) return;
  const line = form.querySelector("[data-upload-progress]");
  if (!line) return;
  event.preventDefault();
  const [bar, text] = [line.querySelector("progress"), line.querySelector("output")];
  const request = new XMLHttpRequest();
  const buttons = form.querySelectorAll("button[type=submit]");
  const begun = performance.now();

  const enable = () => {
    line.hidden = true;
    for (const button of buttons) button.disabled = false;
  };

  request.upload.addEventListener("progress", (sent) => {
    if (!sent.lengthComputable) return;
    bar.value = sent.loaded / sent.total;
    const seconds = ((performance.now() - begun) / 1000) * (sent.total / sent.loaded - 1);
    text.value = `${Math.floor(bar.value * 100)} %` + (seconds > 3 ? ` · ${duration(Math.ceil(seconds))}` : "");
  });
  request.addEventListener("load", () => {
    const code = request.getResponseHeader("Diction-Error");
    const status = new URL(request.responseURL).pathname.endsWith("/sign-in") ? 401 : request.status;
    document.dispatchEvent(new CustomEvent("answered", { detail: { status, code } }));
    if (status === 401) {
      enable();
      return;
    }
    if (request.status < 400) {
      location.assign(request.responseURL);
      return;
    }
    enable();
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    const found = page.querySelector("[data-error-message], .error-message");
    const message = found?.textContent.trim() || `${request.status} ${request.statusText}`;
    document.dispatchEvent(
      new CustomEvent("toast", { detail: { kind: "error", text: encodeURIComponent(message) } }),
    );
  });
  request.addEventListener("error", () => {
    enable();
    const message = document.body.dataset.connectionFailed;
    document.dispatchEvent(
      new CustomEvent("toast", { detail: { kind: "error", text: encodeURIComponent(message) } }),
    );
  });
  request.open("POST", form.action);
  line.hidden = false;
  for (const button of buttons) button.disabled = true;
  request.send(new FormData(form));
});
