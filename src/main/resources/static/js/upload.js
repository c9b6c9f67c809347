// The form of a new dataset: files by drag and drop, one line a file with what is wrong with it
// before anything is sent, and progress while it is. Without this script the form is sent as it is.
const formOf = (element) => element.closest?.("form[data-upload]");
const inputOf = (form) => form.querySelector("input[type=file]");
const ending = (name) => name.slice(name.lastIndexOf(".")).toLowerCase();

const problemOf = (form, file, at) => {
  const { maxFiles, maxBytes, tooMany, tooLarge, empty, mismatch } = form.dataset;
  const endings = form.querySelector("select").selectedOptions[0].dataset.endings;
  if (at >= Number(maxFiles)) return tooMany;
  if (file.size > Number(maxBytes)) return tooLarge;
  if (file.size === 0) return empty;
  if (endings && !endings.split(" ").includes(ending(file.name))) return `${mismatch} ${endings}`;
  return "";
};

// The kind that an ending speaks of; what no kind has counts as a transcript.
const typeOf = (form, file) => {
  const kinds = [...form.querySelectorAll("select option[data-endings]")];
  const kind = kinds.find((option) => option.dataset.endings.split(" ").includes(ending(file.name)));
  return kind?.value ?? "TRANSCRIPT";
};

// Auto-detect shows what the first file's ending decides.
function showType(form, files) {
  const auto = form.querySelector("option[data-auto]");
  auto.dataset.auto ||= auto.textContent;
  auto.textContent = files.length > 0 ? `${auto.dataset.auto}: ${typeOf(form, files[0])}` : auto.dataset.auto;
}

const sizeOf = (bytes) => {
  const units = ["B", "KB", "MB", "GB"];
  let at = 0;
  while (bytes >= 1024 && at < units.length - 1) {
    bytes /= 1024;
    at++;
  }
  const digits = bytes < 10 && at > 0 ? 1 : 0;
  const number = bytes.toLocaleString(document.documentElement.lang, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${number} ${units[at]}`;
};

const element = (name, className, text) => {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text ?? "";
  return made;
};

function setFiles(form, files) {
  const chosen = new DataTransfer();
  for (const file of files) chosen.items.add(file);
  inputOf(form).files = chosen.files;
  show(form);
}

function show(form) {
  const input = inputOf(form);
  const files = [...input.files];
  const list = form.querySelector("[data-files]");
  let good = 0;
  const chosen = form.querySelector("select").value;
  showType(form, files);
  list.replaceChildren(
    ...files.map((file, at) => {
      const item = document.createElement("li");
      const problem = problemOf(form, file, at);
      item.append(element("span", "files-name", file.name), element("span", "grid-note", `${chosen || typeOf(form, file)} · ${sizeOf(file.size)}`));
      if (problem) item.append(element("span", "field-error", problem));
      else good++;
      const remove = element("button", "btn btn-quiet btn-sm", form.dataset.remove);
      remove.type = "button";
      remove.setAttribute("aria-label", `${form.dataset.remove} ${file.name}`);
      remove.addEventListener("click", () => {
        setFiles(form, files.filter((other) => other !== file));
        input.focus();
      });
      item.append(remove);
      return item;
    }),
  );
  input.setCustomValidity(files.length > 0 && good < files.length ? form.dataset.failed : "");
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

function showProgress(form, loaded, total) {
  const files = [...inputOf(form).files];
  let left = total > 0 ? (loaded / total) * files.reduce((sum, file) => sum + file.size, 0) : 0;
  form.querySelectorAll("[data-files] progress").forEach((bar, at) => {
    const share = Math.min(files[at].size, Math.max(0, left));
    left -= share;
    bar.value = share / files[at].size;
  });
}

function setBusy(form, busy) {
  form.querySelectorAll("button, select, input").forEach((control) => (control.disabled = busy));
  form.querySelector("button[type=submit]").toggleAttribute("aria-busy", busy);
}

function toast(kind, text) {
  document.dispatchEvent(new CustomEvent("toast", { detail: { kind, text } }));
}

function failed(form, header) {
  setBusy(form, false);
  show(form);
  const shown = header && JSON.parse(header).toast;
  toast("error", shown ? shown.text : encodeURIComponent(document.body.dataset.connectionFailed));
}

function send(form) {
  const request = new XMLHttpRequest();
  const body = new FormData(form);
  const token = (name) => document.querySelector(`meta[name="csrf-${name}"]`)?.content;
  form.querySelectorAll("[data-files] li").forEach((item) => {
    item.querySelector("button")?.remove();
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", form.dataset.uploaded);
    item.append(bar);
  });
  setBusy(form, true);
  const leave = (event) => event.preventDefault();
  addEventListener("beforeunload", leave);
  request.upload.addEventListener("progress", (event) => showProgress(form, event.loaded, event.total));
  request.addEventListener("loadend", () => {
    removeEventListener("beforeunload", leave);
    const next = request.getResponseHeader("HX-Redirect");
    const code = request.getResponseHeader("Diction-Error");
    document.dispatchEvent(new CustomEvent("answered", { detail: { status: request.status, code } }));
    if (request.status === 401) {
      setBusy(form, false);
      show(form);
    } else if (next) location.assign(next);
    else failed(form, request.getResponseHeader("HX-Trigger"));
  });
  form.closest("dialog")?.addEventListener("close", () => request.abort());
  request.open("POST", form.getAttribute("action"));
  request.setRequestHeader("HX-Request", "true");
  if (token("header")) request.setRequestHeader(token("header"), token("token"));
  request.send(body);
}

document.addEventListener("change", (event) => {
  const form = formOf(event.target);
  if (form) show(form);
});

for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const drop = event.target.closest?.("form[data-upload] .drop");
    if (!drop) return;
    event.preventDefault();
    drop.classList.toggle("drop-over", kind === "dragenter" || kind === "dragover");
    const form = formOf(drop);
    if (kind === "drop" && event.dataTransfer.files.length > 0) {
      setFiles(form, [...inputOf(form).files, ...event.dataTransfer.files]);
    }
  });
}

// The list of files says more than the browser's own words beside its button.
const tidy = () => {
  document.querySelectorAll("form[data-upload] input[type=file]").forEach((input) => input.classList.add("visually-hidden"));
};
document.addEventListener("htmx:load", tidy);
tidy();

// Before the listener for all forms, which would wait for a page that does not come.
document.addEventListener(
  "submit",
  (event) => {
    const form = formOf(event.target);
    if (!form) return;
    event.preventDefault();
    send(form);
  },
  true,
);
