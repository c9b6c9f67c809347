// Forms with data-passkey: sending one first lets the browser make a passkey ("add") or show one
// ("show"), whose answer then travels in the form's field "credential". Where the browser has no
// passkeys the forms stay hidden.
const decode = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const encode = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const meta = (name) => document.querySelector(`meta[name=${name}]`)?.content;

class Refused extends Error {}

const ask = async (address) => {
  const response = await fetch(address, {
    method: "POST",
    headers: { [meta("csrf-header")]: meta("csrf-token"), Accept: "application/json, text/html" },
  });
  const signedOut = new URL(response.url).pathname.endsWith("/sign-in");
  const status = signedOut ? 401 : response.status;
  document.dispatchEvent(
    new CustomEvent("answered", { detail: { status, code: response.headers.get("Diction-Error") } }),
  );
  if (response.ok && !signedOut) return response.json();
  // The error page has a sentence for people, such as that there are too many passkeys.
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  throw new Refused(signedOut ? "" : page.querySelector(".error-message")?.textContent.trim());
};

const known = (credentials) => (credentials ?? []).map((each) => ({ ...each, id: decode(each.id) }));

const make = async (options) => {
  const made = await navigator.credentials.create({
    publicKey: {
      ...options,
      user: { ...options.user, id: decode(options.user.id) },
      challenge: decode(options.challenge),
      excludeCredentials: known(options.excludeCredentials),
    },
  });
  return {
    id: made.id,
    rawId: encode(made.rawId),
    response: {
      attestationObject: encode(made.response.attestationObject),
      clientDataJSON: encode(made.response.clientDataJSON),
      transports: made.response.getTransports?.() ?? [],
    },
    type: made.type,
    clientExtensionResults: made.getClientExtensionResults(),
    authenticatorAttachment: made.authenticatorAttachment,
  };
};

const show = async (options) => {
  const shown = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: decode(options.challenge),
      allowCredentials: known(options.allowCredentials),
    },
  });
  const { authenticatorData, clientDataJSON, signature, userHandle } = shown.response;
  return {
    id: shown.id,
    rawId: encode(shown.rawId),
    response: {
      authenticatorData: encode(authenticatorData),
      clientDataJSON: encode(clientDataJSON),
      signature: encode(signature),
      userHandle: userHandle ? encode(userHandle) : undefined,
    },
    credType: shown.type,
    clientExtensionResults: shown.getClientExtensionResults(),
    authenticatorAttachment: shown.authenticatorAttachment,
  };
};

const fail = (form, error) => {
  const place = form.querySelector("[data-passkey-failed]");
  const { notAllowed, invalidState, other } = place.querySelector("[data-other]").dataset;
  const texts = { NotAllowedError: notAllowed, InvalidStateError: invalidState };
  const said = error instanceof Refused ? error.message : texts[error.name];
  place.querySelector("[data-other]").textContent = said || other;
  place.hidden = false;
};

if (window.PublicKeyCredential && isSecureContext) {
  document.querySelectorAll("[data-passkey-none]").forEach((none) => none.remove());
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const button = form.querySelector("button[type=submit]");
      button.disabled = true;
      form.querySelector("[data-passkey-failed]").hidden = true;
      try {
        const options = await ask(form.dataset.options);
        const answer = form.dataset.passkey === "add" ? await make(options) : await show(options);
        form.elements.credential.value = JSON.stringify(answer);
        form.submit();
      } catch (error) {
        button.disabled = false;
        fail(form, error);
      }
    });
  }
}
