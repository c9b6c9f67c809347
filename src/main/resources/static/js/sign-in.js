// Example users: a button fills in the form instead of typing. Passwords: a hint while the capitals
// are locked, and buttons with data-shows that show what is typed into the fields they name.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fill-email]");
  const form = document.getElementById("sign-in-form");
  if (!button || !form) return;
  form.elements.email.value = button.dataset.fillEmail;
  form.elements.password.value = button.dataset.fillPassword;
  form.querySelector("button[type=submit]").focus();
});

const capitals = document.querySelector("[data-capitals]");
for (const kind of ["keydown", "keyup"]) {
  document.addEventListener(kind, (event) => {
    if (!capitals || event.target.type !== "password" || !event.getModifierState) return;
    capitals.hidden = !event.getModifierState("CapsLock");
  });
}

for (const button of document.querySelectorAll("[data-shows]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(shown));
    for (const id of button.dataset.shows.split(" ")) {
      document.getElementById(id).type = shown ? "text" : "password";
    }
  });
}
