// Calls an operation of the REST API with a key that the reader gives and shows the answer as it came. The key is in no
// address and in no storage; the session's cookie stays here, so that the call is what a program's would be.
const form = document.querySelector("form[data-try]");
const answer = document.getElementById("try-answer");
form.hidden = false;

const place = () => {
  let path = form.dataset.path;
  const query = new URLSearchParams();
  for (const field of form.querySelectorAll("[data-in]")) {
    const { name } = field.dataset;
    if (field.dataset.in === "path") path = path.replace(`{${name}}`, encodeURIComponent(field.value.trim()));
    else if (field.value !== "") query.set(name, field.value);
  }
  const asked = query.toString();
  return form.dataset.place + path + (asked ? `?${asked}` : "");
};

const request = () => {
  const headers = { "Ocp-Apim-Subscription-Key": form.querySelector("[data-key]").value.trim() };
  const parts = [...form.querySelectorAll("[data-part]")];
  const bytes = form.querySelector("[data-bytes]");
  const text = form.querySelector("[data-body]");
  let body;
  if (parts.length > 0) {
    body = new FormData();
    for (const part of parts) {
      const value = part.type === "file" ? part.files[0] : part.value;
      if (value) body.append(part.dataset.part, value);
    }
  } else if (bytes) {
    headers["Content-Type"] = "application/octet-stream";
    [body] = bytes.files;
  } else if (text) {
    headers["Content-Type"] = text.dataset.body;
    body = text.value;
  }
  return { method: form.dataset.try, headers, body, credentials: "omit", cache: "no-store", redirect: "error" };
};

const pretty = (text) => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};

const show = (status, time, headers, said) => {
  answer.querySelector("[data-status]").textContent = status;
  answer.querySelector("[data-time]").textContent = time;
  answer.querySelector("[data-headers]").textContent = headers;
  answer.querySelector("[data-said]").textContent = said;
  answer.hidden = false;
  answer.scrollIntoView({ block: "nearest" });
};

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  const began = performance.now();
  try {
    const response = await fetch(place(), request());
    const said = await response.text();
    const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
    show(`${response.status} ${response.statusText}`.trim(), `${Math.round(performance.now() - began)} ms`, headers, pretty(said));
  } catch {
    show(form.dataset.failed, "", "", "");
  } finally {
    button.disabled = false;
  }
});
