// Keeps language and model together: a language shows its models and selects its default, a custom model chosen in the
// language list is chosen in the model list as well.
const setUp = (form) => {
  const language = form.querySelector("[data-choose-language]");
  const model = form.querySelector("[data-choose-model]");
  const groups = [...model.querySelectorAll("optgroup")];

  const show = (wanted) => {
    const chosen = language.selectedOptions[0];
    const locale = chosen.dataset.locale ?? chosen.value;
    model.replaceChildren(...groups.filter((group) => group.dataset.locale === locale));
    const options = [...model.options];
    const asked = options.findIndex((option) => option.value === wanted);
    const preferred = options.findIndex((option) => "preferred" in option.dataset);
    model.selectedIndex = Math.max(asked < 0 ? preferred : asked, 0);
  };

  language.addEventListener("change", () => show(language.value));
  model.addEventListener("change", () => {
    const listed = [...language.options].find((option) => option.value === model.value);
    language.value = listed ? listed.value : model.selectedOptions[0].dataset.locale;
  });
  show(model.value);
};

document.querySelectorAll("form[data-model-choice]").forEach(setUp);
