package io.diction.custommodel.list;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.identity.SignedIn;
import io.diction.web.FragmentRequest;
import io.diction.web.Toasts;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The dialog that makes a custom model. */
@Controller
@RequestMapping("/custom-models")
class NewModelController {
  private final CustomModels models;
  private final NewModelDialog dialog;
  private final Toasts toasts;

  NewModelController(CustomModels models, NewModelDialog dialog, Toasts toasts) {
    this.models = models;
    this.dialog = dialog;
    this.toasts = toasts;
  }

  @InitBinder("form")
  void check(WebDataBinder binder) {
    binder.addValidators(new NewModelValidator());
  }

  @GetMapping("/new")
  String page(SignedIn user, Model view) {
    return dialog.blank(user, view, "custommodel/new");
  }

  @FragmentRequest
  @GetMapping("/new")
  String dialog(SignedIn user, Model view) {
    return dialog.blank(user, view, "custommodel/new :: create");
  }

  @PostMapping
  String create(
      @Validated @ModelAttribute("form") NewModelForm form,
      BindingResult errors,
      SignedIn user,
      Model view,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    return create(form, errors, user, view, response, redirect, "custommodel/new", "redirect:");
  }

  @FragmentRequest
  @PostMapping
  String createInDialog(
      @Validated @ModelAttribute("form") NewModelForm form,
      BindingResult errors,
      SignedIn user,
      Model view,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    return create(
        form,
        errors,
        user,
        view,
        response,
        redirect,
        "custommodel/new :: create",
        "redirect:htmx:");
  }

  /** Asked while a name is typed: a name used twice is allowed, but seldom meant. */
  @FragmentRequest
  @GetMapping("/name-check")
  String checkName(@RequestParam(defaultValue = "") String name, SignedIn user, Model view) {
    view.addAttribute("used", models.isNameUsed(name, user));
    return "custommodel/new :: name-warning";
  }

  private String create(
      NewModelForm form,
      BindingResult errors,
      SignedIn user,
      Model view,
      HttpServletResponse response,
      RedirectAttributes redirect,
      String again,
      String redirection) {
    if (errors.hasErrors()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return dialog.show(form, user, view, again);
    }
    boolean used = models.isNameUsed(form.name(), user);
    CustomModelId id = models.create(form.modelName(), form.locale(), form.settings(), user);
    if (used) {
      toasts.warning(redirect, "custommodel.name.used");
    }
    toasts.success(redirect, "custommodel.created");
    return redirection + "/custom-models/" + id;
  }
}
