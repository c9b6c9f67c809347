// Example users: a button fills in the form instead of typing.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fill-email]");
  const form = document.getElementById("sign-in-form");
  if (!button || !form) return;
  form.elements.email.value = button.dataset.fillEmail;
  form.elements.password.value = button.dataset.fillPassword;
  form.querySelector("button[type=submit]").focus();
});
