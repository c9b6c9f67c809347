// Puts the operator's notice away for this browser, until there is another one. A cookie and not the
// browser's storage: the server then leaves it out, so that pages do not jump.
const MONTH_SECONDS = 30 * 24 * 3600;

for (const button of document.querySelectorAll("[data-notice-close]")) {
  const notice = button.closest("[data-notice]");
  button.hidden = false;
  button.addEventListener("click", () => {
    document.cookie = `diction-notice=${notice.dataset.notice}; path=/; max-age=${MONTH_SECONDS}; samesite=lax`;
    notice.remove();
  });
}
