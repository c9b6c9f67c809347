// Uploads that go on where they stopped, by the tus protocol: what is large, and what is asked to be.
// upload.js loads this, and the client of the protocol with it, when there is something to send.
const CHUNK = 32 * 1024 * 1024;
const AT_ONCE = 3;
// Of many small files the server waits for its disk more than for the line.
const AT_ONCE_OF_MANY = 5;
// One connection rarely fills a long line.
const PARTS = 3;
// Sent with the request that announces it: there is nothing to go on with.
const SMALL = 512 * 1024;
const RETRIES = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000, 60_000];
const SHOWN_EVERY = 500;
const MOST_LINES = 50;
const LONGEST_SECONDS = 100 * 3600;
const NO_ROOM = 507;
const GONE_OR_LOCKED = [404, 410, 423];

const meta = (name) => document.querySelector(`meta[name="csrf-${name}"]`)?.content;
const language = () => document.documentElement.lang;

// What other people on this computer began, or for another model, is not offered.
const prefixOf = (form) => `diction-${document.body.dataset.user}-${form.dataset.tus}-`;

// What was begun and is no dataset yet: in the browser's database, for local storage is full after
// some thousand files. Without it an upload cannot go on after a reload, which is no reason to fail.
const STORE = "uploads";
let opened;
const database = () =>
  (opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("diction", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  }));

async function ask(mode, question, otherwise) {
  try {
    const transaction = (await database()).transaction(STORE, mode);
    const request = question(transaction.objectStore(STORE));
    return await new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } catch {
    return otherwise;
  }
}

const begun = {
  findAllUploads: () => ask("readonly", (store) => store.getAll(), []),
  findUploadsByFingerprint: async (key) => {
    const known = await ask("readonly", (store) => store.get(key));
    return known ? [{ ...known, urlStorageKey: key }] : [];
  },
  removeUpload: (key) => ask("readwrite", (store) => store.delete(key)),
  addUpload: async (key, upload) => {
    await ask("readwrite", (store) => store.put({ ...upload, key }));
    return key;
  },
};

async function client(form) {
  if (!window.tus) await import(form.dataset.tusClient);
  return window.tus;
}

// One address, or those of parts that are sent at the same time.
const urlsOf = (known) => (known.parallelUploadUrls ?? [known.uploadUrl]).filter(Boolean);

const idOf = (url) => url.slice(url.lastIndexOf("/") + 1);

const timeLeft = (seconds) => {
  const [amount, unit] = seconds < 90 ? [seconds, "second"] : seconds < 5400 ? [seconds / 60, "minute"] : [seconds / 3600, "hour"];
  return new Intl.NumberFormat(language(), { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 0 }).format(Math.ceil(amount));
};

// Nothing where nothing can be said yet.
function paceOf(bytesPerSecond, left, texts, sizeOf) {
  const seconds = left / bytesPerSecond;
  return seconds < LONGEST_SECONDS ? [`${sizeOf(bytesPerSecond)}/s`, texts.left.replace("…", timeLeft(seconds))] : [];
}

const percent = (share) => new Intl.NumberFormat(language(), { style: "percent" }).format(Math.floor(share * 100) / 100);

// Speed over the last ten seconds.
class Pace {
  marks = [];

  note(bytes) {
    const now = performance.now();
    this.marks.push([now, bytes]);
    while (this.marks.length > 2 && now - this.marks[0][0] > 10_000) this.marks.shift();
  }

  get bytesPerSecond() {
    if (this.marks.length < 2) return 0;
    const [[from, before], [to, after]] = [this.marks[0], this.marks.at(-1)];
    return to > from ? Math.max(0, ((after - before) / (to - from)) * 1000) : 0;
  }
}

// The sentence of the server's answer, where there is one.
function told(error, texts) {
  const answer = error.originalResponse;
  if (!answer) return texts.offline;
  try {
    return decodeURIComponent(JSON.parse(answer.getHeader("HX-Trigger")).toast.text);
  } catch {
    return texts.stopped;
  }
}

const isFinal = (error) => {
  const answer = error.originalResponse;
  if (!answer) return false;
  const status = answer.getStatus();
  return status === NO_ROOM || Boolean(answer.getHeader("Diction-Error")) || (status >= 400 && status < 500 && status !== 409 && status !== 423);
};

class Row {
  constructor(sending, group, item) {
    this.sending = sending;
    this.name = group.name;
    this.files = group.files.map((file) => ({ file, sent: 0, url: "", key: "", lines: 1, upload: null, active: false, done: false }));
    // The first that may have to be begun; folders have so many that they are not looked through each time.
    this.next = 0;
    this.done = 0;
    this.sent = 0;
    this.size = group.files.reduce((sum, file) => sum + file.size, 0);
    this.state = "waiting";
    this.pace = new Pace();
    item.querySelector("button")?.remove();
    item.append(sending.template.content.cloneNode(true));
    this.item = item;
    this.bar = item.querySelector("progress");
    this.bar.setAttribute("aria-label", this.name);
    this.text = item.querySelector("[data-state]");
    this.problem = item.querySelector("[data-problem]");
    this.pause = item.querySelector("[data-pause]");
    this.cancel = item.querySelector("[data-cancel]");
    this.pause.addEventListener("click", () => (this.isStopped ? this.goOn() : this.stop("paused")));
    this.cancel.addEventListener("click", () => this.end());
  }

  note(part, sent) {
    this.sent += sent - part.sent;
    part.sent = sent;
  }

  get isStopped() {
    return this.state === "paused" || this.state === "failed";
  }

  get isOver() {
    return this.state === "done" || this.state === "cancelled";
  }

  stop(state, problem = "") {
    this.state = state;
    this.next = 0;
    for (const part of this.files) {
      if (part.active) part.upload.abort();
      this.sending.release(part);
    }
    this.problem.textContent = problem;
    this.sending.changed(problem);
  }

  goOn() {
    this.state = "waiting";
    this.problem.textContent = "";
    this.pace = new Pace();
    this.sending.changed();
  }

  async end() {
    this.stop("cancelled");
    this.item.remove();
    for (const part of this.files) await part.upload?.abort(part.lines > 1 || Boolean(part.upload.url)).catch(() => {});
  }

  show() {
    const { texts, sizeOf } = this.sending;
    this.bar.value = this.size > 0 ? this.sent / this.size : 1;
    const speed = this.pace.bytesPerSecond;
    const words = [percent(this.bar.value)];
    if (this.state === "sending") words.push(...paceOf(speed, this.size - this.sent, texts, sizeOf));
    if (this.state === "waiting") words.push(texts.waiting);
    if (this.state === "paused") words.push(texts.paused);
    this.text.textContent = this.state === "done" ? texts.done : words.join(" · ");
    this.pause.textContent = this.isStopped ? texts.resume : texts.pause;
    this.pause.setAttribute("aria-label", `${this.pause.textContent} ${this.name}`);
    this.cancel.setAttribute("aria-label", `${this.cancel.textContent} ${this.name}`);
    this.pause.hidden = this.state === "done";
  }
}

class Sending {
  constructor(form, tools) {
    this.form = form;
    Object.assign(this, tools);
    this.place = form.querySelector("[data-sending]");
    this.template = form.querySelector("template[data-row]");
    this.texts = { ...this.place.dataset };
    this.bar = this.place.querySelector("progress");
    this.text = this.place.querySelector("[data-total]");
    this.said = this.place.querySelector("[data-said]");
    this.all = this.place.querySelector("[data-pause-all]");
    this.pace = new Pace();
    this.quarter = 0;
    this.active = 0;
    const list = form.querySelector("[data-files]");
    // What moves is read aloud by quarters, not twice a second.
    list.setAttribute("aria-live", "off");
    const items = [...list.children];
    this.others = [];
    this.rows = [];
    this.groups.forEach((group, at) => {
      const sendable = [];
      for (const file of group.files) {
        if (file.size > 0 && !this.isLeftOut(file)) sendable.push(file);
        else this.others.push(this.pathOf(file));
      }
      if (sendable.length > 1 && sendable.length <= MOST_LINES) {
        const lines = sendable.map((file) => this.lineOf(file, items[at]));
        items[at].replaceWith(...lines.map(({ item }) => item));
        this.rows.push(...lines.map(({ group: single, item }) => new Row(this, single, item)));
      } else if (sendable.length > 0) this.rows.push(new Row(this, { ...group, files: sendable }, items[at]));
    });
    this.leave = (event) => event.preventDefault();
    this.online = () => this.rows.filter((row) => row.state === "failed" && row.offline).forEach((row) => row.goOn());
    this.closed = () => this.abandon();
    this.toggle = () => {
      const stopped = this.rows.some((row) => row.isStopped);
      this.rows.filter((row) => !row.isOver).forEach((row) => (stopped ? row.isStopped && row.goOn() : row.stop("paused")));
    };
    addEventListener("beforeunload", this.leave);
    addEventListener("online", this.online);
    form.closest("dialog")?.addEventListener("close", this.closed);
    this.all.addEventListener("click", this.toggle);
    this.place.hidden = false;
    this.timer = setInterval(() => this.show(), SHOWN_EVERY);
  }

  // A row of its own for one of a few files that become a dataset together.
  lineOf(file, item) {
    const line = item.cloneNode(true);
    const name = this.pathOf(file);
    line.querySelector(".files-name").textContent = name;
    line.querySelector(".grid-note").textContent = this.sizeOf(file.size);
    return { group: { name, files: [file] }, item: line };
  }

  release(part) {
    if (part.active) this.active -= part.lines;
    part.active = false;
  }

  changed(said) {
    if (said) this.said.textContent = said;
    this.pump();
    this.show();
  }

  pump() {
    for (const row of this.rows) {
      if (row.state !== "waiting" && row.state !== "sending") continue;
      const most = row.files.length > MOST_LINES ? AT_ONCE_OF_MANY : AT_ONCE;
      for (; row.next < row.files.length; row.next++) {
        if (this.active >= most) return;
        const part = row.files[row.next];
        if (!part.done && !part.active) this.start(row, part);
      }
    }
    if (this.rows.every((row) => row.isOver)) this.finish();
  }

  start(row, part) {
    // One of several parts cannot tell any more what goes wrong once it was stopped.
    if (!part.upload || part.lines > 1) part.upload = this.uploadOf(row, part);
    part.active = true;
    this.active += part.lines;
    row.state = "sending";
    const begin = async () => {
      if (!part.upload.url) {
        const [known] = await part.upload.findPreviousUploads();
        if (known) part.upload.resumeFromPreviousUpload(known);
      }
      if (part.active) part.upload.start();
    };
    begin();
  }

  uploadOf(row, part) {
    const path = this.pathOf(part.file);
    part.whole ??= crypto.randomUUID?.();
    if (part.whole && part.file.size >= Number(this.form.dataset.tusParallel)) part.lines = PARTS;
    part.key = `${prefixOf(this.form)}${path}-${part.file.size}-${part.file.lastModified}`;
    return new this.tus.Upload(part.file, {
      endpoint: this.form.dataset.tus,
      chunkSize: CHUNK,
      parallelUploads: part.lines,
      uploadDataDuringCreation: part.file.size <= SMALL,
      retryDelays: RETRIES,
      metadata: { filename: path },
      fingerprint: async () => part.key,
      urlStorage: begun,
      onBeforeRequest: (request) => {
        // Read each time: signing in again in another tab makes a new one.
        if (meta("header")) request.setHeader(meta("header"), meta("token"));
        request.setHeader("HX-Request", "true");
        // The room for all parts is asked for with the first of them.
        if (part.lines > 1 && request.getMethod() === "POST") request.setHeader("Diction-Whole", `${part.whole} ${part.file.size}`);
      },
      onAfterResponse: (request, answer) => {
        const [status, code] = [answer.getStatus(), answer.getHeader("Diction-Error")];
        document.dispatchEvent(new CustomEvent("answered", { detail: { status, code } }));
        // The client would give up an upload that it cannot ask about just now, and begin another.
        part.signedOut = status === 401;
        const unsure = request.getMethod() === "HEAD" && status >= 400 && !GONE_OR_LOCKED.includes(status);
        if (part.signedOut || unsure) throw new Error(`answered ${status}`);
      },
      // Each of several parts tries again by itself.
      onShouldRetry: (error, attempt, { parallelUploads }) => parallelUploads === 1 && !part.signedOut && !isFinal(error),
      onProgress: (sent) => {
        row.note(part, sent);
        row.pace.note(row.sent);
      },
      onSuccess: () => {
        row.note(part, part.file.size);
        this.release(part);
        Object.assign(part, { done: true, url: part.upload.url });
        if (++row.done === row.files.length) row.state = "done";
        this.pump();
        // Thousands of small files would spend their time on what nobody can read.
        if (row.state === "done" || row.files.length <= MOST_LINES) this.show();
      },
      onError: (error) => {
        if (part.lines > 1) part.upload.abort();
        this.release(part);
        row.offline = !error.originalResponse && !part.signedOut;
        row.stop("failed", part.signedOut ? this.texts.stopped : told(error, this.texts));
      },
    });
  }

  show() {
    const rows = this.rows.filter((row) => row.state !== "cancelled");
    const total = rows.reduce((sum, row) => sum + row.size, 0);
    const sent = rows.reduce((sum, row) => sum + row.sent, 0);
    rows.forEach((row) => row.show());
    this.pace.note(sent);
    const speed = this.pace.bytesPerSecond;
    this.bar.value = total > 0 ? sent / total : 1;
    const words = [`${this.sizeOf(sent)} / ${this.sizeOf(total)}`];
    if (this.active > 0) words.push(...paceOf(speed, total - sent, this.texts, this.sizeOf));
    this.text.textContent = this.finishing ? this.texts.checking : words.join(" · ");
    this.all.textContent = rows.some((row) => row.isStopped) ? this.texts.resumeAll : this.texts.pauseAll;
    const quarter = Math.floor(this.bar.value * 4);
    if (quarter > this.quarter) {
      this.quarter = quarter;
      this.said.textContent = percent(quarter / 4);
    }
  }

  async finish() {
    if (this.finishing || this.over) return;
    const parts = this.rows.filter((row) => row.state === "done").flatMap((row) => row.files);
    if (parts.length === 0) {
      this.reset();
      return;
    }
    this.finishing = true;
    this.said.textContent = this.texts.checking;
    this.all.disabled = true;
    this.show();
    // By parts: the ids of a large folder are more than the other kind of form may hold.
    const body = new FormData();
    body.set("uploads", parts.map((part) => idOf(part.url)).join(" "));
    body.set("others", this.others.join("\n"));
    body.set("held", String("folders" in this.form.dataset));
    body.set("type", this.form.querySelector("select")?.value ?? "");
    let answer;
    try {
      const headers = { "HX-Request": "true" };
      if (meta("header")) headers[meta("header")] = meta("token");
      answer = await fetch(this.form.dataset.received, { method: "POST", body, headers });
    } catch {
      this.unfinished(this.texts.offline);
      return;
    }
    const code = answer.headers.get("Diction-Error");
    document.dispatchEvent(new CustomEvent("answered", { detail: { status: answer.status, code } }));
    const next = answer.headers.get("HX-Redirect");
    if (next && answer.ok) {
      // What came to nothing for want of room, or by its type, need not be sent again.
      const kept = new Set((answer.headers.get("Diction-Kept") ?? "").split(" "));
      this.stop();
      await forget(parts.filter((part) => !kept.has(idOf(part.url))).map((part) => part.key));
      location.assign(next);
      return;
    }
    let sentence = this.texts.stopped;
    try {
      sentence = decodeURIComponent(JSON.parse(answer.headers.get("HX-Trigger")).toast.text);
    } catch {
      // The server said nothing of its own.
    }
    this.unfinished(sentence);
  }

  // All is there, but nothing was made of it: one row says why, and going on asks again.
  unfinished(sentence) {
    this.finishing = false;
    this.all.disabled = false;
    const row = this.rows.findLast((one) => one.state === "done");
    row.offline = true;
    row.stop("failed", sentence);
    row.goOn = () => {
      row.state = "done";
      row.problem.textContent = "";
      this.changed();
    };
  }

  stop() {
    this.over = true;
    clearInterval(this.timer);
    removeEventListener("beforeunload", this.leave);
    removeEventListener("online", this.online);
    this.all.removeEventListener("click", this.toggle);
    this.form.closest("dialog")?.removeEventListener("close", this.closed);
  }

  // The dialog is closed: what came so far waits on the server.
  abandon() {
    this.stop();
    for (const part of this.rows.flatMap((row) => row.files)) if (part.active) part.upload.abort();
  }

  reset() {
    this.stop();
    this.place.hidden = true;
    this.form.querySelector("[data-files]").setAttribute("aria-live", "polite");
    this.setBusy(false);
    this.clear();
  }
}

const mark = (form) => `tus::${prefixOf(form)}`;

async function stored(form) {
  const prefix = prefixOf(form);
  const all = await ask("readonly", (store) => store.getAll(IDBKeyRange.bound(prefix, `${prefix}\uffff`)), []);
  if (all.length === 0) localStorage.removeItem(mark(form));
  return all;
}

function forget(keys) {
  return ask("readwrite", (store) => keys.map((key) => store.delete(key)).at(-1));
}

// What was begun here and did not come to its end: it goes on when the same files are chosen again.
export async function showUnfinished(form, { sizeOf }) {
  const place = form.querySelector("[data-unfinished]");
  const groups = new Map();
  const lost = [];
  for (const one of await stored(form)) {
    const path = one.metadata?.filename ?? "";
    const name = path.includes("/") ? `${path.split("/")[0]}/` : path;
    if (urlsOf(one).length === 0 || !name) lost.push(one.key);
    else if (groups.has(name)) groups.get(name).push(one);
    else groups.set(name, [one]);
  }
  if (lost.length > 0) await forget(lost);
  const tus = groups.size > 0 ? await client(form) : null;
  const items = [];
  for (const [name, uploads] of groups) {
    const offset = await offsetOf(uploads[0]);
    if (offset === null) {
      await forget(uploads.map(({ key }) => key));
      continue;
    }
    const item = document.createElement("li");
    const [title, note, remove] = ["span", "span", "button"].map((kind) => document.createElement(kind));
    const size = uploads.reduce((sum, { size }) => sum + size, 0);
    title.className = "files-name";
    title.textContent = name;
    note.className = "grid-note";
    note.textContent = uploads.length === 1 ? `${percent(size > 0 ? offset / size : 0)} · ${sizeOf(size)}` : sizeOf(size);
    remove.className = "btn btn-quiet btn-sm";
    remove.type = "button";
    remove.textContent = form.dataset.remove;
    remove.setAttribute("aria-label", `${form.dataset.remove} ${name}`);
    remove.addEventListener("click", async () => {
      await forget(uploads.map(({ key }) => key));
      for (const uploadUrl of uploads.flatMap(urlsOf)) {
        const headers = meta("header") ? { [meta("header")]: meta("token") } : {};
        await tus.Upload.terminate(uploadUrl, { headers, retryDelays: [] }).catch(() => {});
      }
      item.remove();
      place.hidden = place.querySelectorAll("li").length === 0;
    });
    item.append(title, note, remove);
    items.push(item);
  }
  place.querySelector("ul").replaceChildren(...items);
  place.hidden = items.length === 0;
}

// How much of it is there; null when it is not any more.
async function offsetOf(known) {
  const offsets = await Promise.all(urlsOf(known).map(offsetAt));
  return offsets.includes(null) ? null : offsets.reduce((sum, offset) => sum + offset, 0);
}

async function offsetAt(uploadUrl) {
  try {
    const answer = await fetch(uploadUrl, { method: "HEAD", headers: { "Tus-Resumable": "1.0.0", "HX-Request": "true" } });
    return answer.ok ? Number(answer.headers.get("Upload-Offset")) : answer.status === 404 ? null : 0;
  } catch {
    return 0;
  }
}

export async function send(form, tools) {
  tools.setBusy(true);
  form.querySelector("[data-unfinished]").hidden = true;
  // Tells the next visit to look for what was begun.
  localStorage.setItem(mark(form), "");
  const sending = new Sending(form, { ...tools, tus: await client(form) });
  form.querySelectorAll("[data-sending] button, [data-files] button").forEach((button) => (button.disabled = false));
  sending.changed();
}
