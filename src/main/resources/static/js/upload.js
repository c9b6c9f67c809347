// The form of a new dataset: files by drag and drop, one line a file with what is wrong with it
// before anything is sent, and progress while it is. Without this script the form is sent as it is.
const formOf = (element) => element.closest?.("form[data-upload]");
const inputOf = (form) => form.querySelector("input[type=file]");
const ending = (name) => name.slice(name.lastIndexOf(".")).toLowerCase();

// Training data keeps where its files lie: dropped ones forget it when the form takes them.
const paths = new WeakMap();
const dropped = new WeakMap();
// The button that sent a form.
const pressed = new WeakMap();
const pathOf = (file) => paths.get(file) || file.webkitRelativePath || file.name;
const filesOf = (form) => dropped.get(form) ?? [...inputOf(form).files];
const isFolders = (form) => "folders" in form.dataset;
const SYSTEM = ["thumbs.db", "desktop.ini", "__macosx", "$recycle.bin"];
const isSystem = (file) =>
  pathOf(file).split("/").some((part) => part.startsWith(".") || SYSTEM.includes(part.toLowerCase()));

const problemOf = (form, file, at) => {
  const { maxFiles, maxBytes, tooMany, tooLarge, empty, mismatch, testAudio } = form.dataset;
  const [chosen] = form.querySelector("select")?.selectedOptions ?? [];
  const endings = chosen?.dataset.endings;
  if (at >= Number(maxFiles ?? Infinity)) return tooMany;
  if (file.size > Number(maxBytes)) return tooLarge;
  if (file.size === 0 && empty) return empty;
  if (endings && !endings.split(" ").includes(ending(file.name))) {
    return chosen.value === "TEST" && typeOf(form, file) === "AUDIO" ? testAudio : `${mismatch} ${endings}`;
  }
  return "";
};

// What the list shows: each file, or each row that training data becomes.
function groupsOf(form) {
  const files = filesOf(form);
  if (!isFolders(form)) {
    const chosen = form.querySelector("select").value;
    return files.map((file, at) => ({
      name: file.name,
      files: [file],
      note: nameOf(form, chosen || typeOf(form, file)),
      problem: problemOf(form, file, at),
    }));
  }
  const groups = new Map();
  for (const file of files) {
    const parts = pathOf(file).split("/");
    const single = ending(file.name) === ".zip";
    const name = isSystem(file) ? "" : single ? pathOf(file) : parts.length > 1 ? `${parts[0]}/` : "*";
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(file);
  }
  return [...groups].map(([name, members]) => ({
    name: name === "" ? form.dataset.leftOut : name === "*" ? members[0].name : name,
    files: members,
    note: `${form.dataset.fileCount} ${members.length.toLocaleString(document.documentElement.lang)}`,
    problem: name !== "" && members.map((file) => problemOf(form, file, 0)).find(Boolean),
  }));
}

const bytesOf = (files) => files.reduce((sum, file) => sum + file.size, 0);

// The kind that an ending speaks of; what no kind has counts as a transcript.
const typeOf = (form, file) => {
  const kinds = [...form.querySelectorAll("select option[data-endings]")];
  const kind = kinds.find((option) => option.dataset.endings.split(" ").includes(ending(file.name)));
  return kind?.value ?? "TRANSCRIPT";
};

// What people call a type; its own word stands in the list of types.
const nameOf = (form, type) => form.querySelector(`select option[value="${type}"]`)?.textContent ?? type;

// What the chosen type takes, or all that any takes.
function showTaken(form) {
  const place = form.querySelector("[data-takes]");
  if (!place) return;
  place.dataset.takes ||= place.textContent;
  place.textContent = form.querySelector("select").selectedOptions[0].dataset.endings ?? place.dataset.takes;
}

// Why it cannot be sent, beside the button that is switched off for it.
function showReason(form, groups) {
  const place = form.querySelector("[data-reason]");
  const reasons = groups.map((group) => group.problem).filter(Boolean);
  const tooMany = reasons.includes(form.dataset.tooMany);
  place.hidden = reasons.length === 0;
  place.querySelector("[data-reason-text]").textContent = tooMany ? form.dataset.tooMany : (reasons[0] ?? "");
  const more = place.querySelector("[data-reason-more]");
  if (more) more.hidden = !tooMany;
}

// Auto-detect shows what the first file's ending decides.
function showType(form, files) {
  const auto = form.querySelector("option[data-auto]");
  if (!auto) return;
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
  if (isFolders(form)) dropped.set(form, files);
  show(form);
}

function show(form) {
  const input = inputOf(form);
  const files = filesOf(form);
  const groups = groupsOf(form);
  showType(form, files);
  showTaken(form);
  showReason(form, groups);
  form.querySelector("[data-files]").replaceChildren(
    ...groups.map((group) => {
      const item = document.createElement("li");
      item.append(element("span", "files-name", group.name), element("span", "grid-note", `${group.note} · ${sizeOf(bytesOf(group.files))}`));
      if (group.problem) item.append(element("span", "field-error", group.problem));
      const remove = element("button", "btn btn-quiet btn-sm", form.dataset.remove);
      remove.type = "button";
      remove.setAttribute("aria-label", `${form.dataset.remove} ${group.name}`);
      remove.addEventListener("click", () => {
        const gone = new Set(group.files);
        setFiles(form, files.filter((other) => !gone.has(other)));
        input.focus();
      });
      item.append(remove);
      return item;
    }),
  );
  input.setCustomValidity(groups.some((group) => group.problem) ? form.dataset.failed : "");
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

function showProgress(form, loaded, total) {
  const sizes = groupsOf(form).map((group) => bytesOf(group.files));
  let left = total > 0 ? (loaded / total) * sizes.reduce((sum, size) => sum + size, 0) : 0;
  form.querySelectorAll("[data-files] progress").forEach((bar, at) => {
    const share = Math.min(sizes[at], Math.max(0, left));
    left -= share;
    bar.value = sizes[at] > 0 ? share / sizes[at] : 1;
  });
}

// Sizes go ahead of the files, so that the server refuses what is too large without reading it.
function bodyOf(form) {
  const body = new FormData();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") body.append(name, value);
  }
  const files = filesOf(form);
  for (const file of files) body.append("size", String(file.size));
  for (const file of files) body.append("files", file, isFolders(form) ? pathOf(file) : file.name);
  return body;
}

// Folders are dropped as entries, which tell their files a hundred at a time.
async function filesIn(entry) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    paths.set(file, entry.fullPath.replace(/^\//, ""));
    return [file];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    for (const inner of some) found.push(...(await filesIn(inner)));
  }
  return found;
}

async function take(form, transfer) {
  const before = filesOf(form);
  if (!isFolders(form)) {
    setFiles(form, [...before, ...transfer.files]);
    return;
  }
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const files = entries.length > 0 ? (await Promise.all(entries.map(filesIn))).flat() : [...transfer.files];
  setFiles(form, [...before, ...files]);
}

function setBusy(form, busy) {
  form.querySelectorAll("button, select, input").forEach((control) => (control.disabled = busy));
  form.querySelectorAll("button[type=submit]").forEach((button) => button.removeAttribute("aria-busy"));
  if (busy) (pressed.get(form) ?? form.querySelector("button[type=submit]")).setAttribute("aria-busy", "true");
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

// Large ones, and where it was asked for, go by a protocol that goes on after an interruption.
const RESUMABLE_FROM = 100 * 1024 * 1024;
const isResumable = (form) =>
  form.dataset.tus && bytesOf(filesOf(form)) > ("always" in form.dataset ? 0 : RESUMABLE_FROM);

const toolsOf = (form) => ({
  groups: groupsOf(form),
  pathOf: (file) => (isFolders(form) ? pathOf(file) : file.name),
  isLeftOut: (file) => isFolders(form) && isSystem(file),
  sizeOf,
  setBusy: (busy) => setBusy(form, busy),
  clear: () => setFiles(form, []),
});

async function sendResumable(form) {
  try {
    const { send: begin } = await import(form.dataset.tusSender);
    await begin(form, toolsOf(form));
  } catch {
    failed(form, null);
  }
}

// Asked for as soon as the form is there, and only where something was begun.
async function offerUnfinished(form) {
  const begun = Object.keys(localStorage).some((key) => key.startsWith("tus::diction-") && key.includes(form.dataset.tus));
  if (!begun || "offered" in form.dataset) return;
  form.dataset.offered = "";
  const { showUnfinished } = await import(form.dataset.tusSender);
  await showUnfinished(form, toolsOf(form));
}

function send(form) {
  const request = new XMLHttpRequest();
  const body = bodyOf(form);
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
  request.open("POST", form.dataset.address ?? form.getAttribute("action"));
  request.setRequestHeader("HX-Request", "true");
  if (token("header")) request.setRequestHeader(token("header"), token("token"));
  request.send(body);
}

document.addEventListener("change", (event) => {
  const form = formOf(event.target);
  if (!form) return;
  if (event.target === inputOf(form)) dropped.delete(form);
  show(form);
});

for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const drop = event.target.closest?.("form[data-upload] .drop");
    if (!drop) return;
    event.preventDefault();
    drop.classList.toggle("drop-over", kind === "dragenter" || kind === "dragover");
    const form = formOf(drop);
    if (kind === "drop" && event.dataTransfer.files.length > 0) {
      take(form, event.dataTransfer);
    }
  });
}

// The list of files says more than the browser's own words beside its button.
const tidy = () => {
  document.querySelectorAll("form[data-upload] input[type=file]").forEach((input) => input.classList.add("visually-hidden"));
  document.querySelectorAll("form[data-tus]").forEach((form) => offerUnfinished(form));
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
    // Whoever only checks sends the same to another address.
    const checked = event.submitter?.getAttribute("formaction");
    pressed.set(form, event.submitter);
    form.dataset.address = checked ?? form.getAttribute("action");
    if (isResumable(form) && !checked) sendResumable(form);
    else send(form);
  },
  true,
);
