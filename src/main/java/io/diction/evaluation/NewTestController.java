package io.diction.evaluation;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.details.ModelPages;
import io.diction.custommodel.details.ModelTab;
import io.diction.identity.SignedIn;
import io.diction.web.FragmentRequest;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Toasts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Asks what is to be tested with what, and has it done. */
@Controller
@RequestMapping("/custom-models/{id}/tests")
class NewTestController {
  private static final String PAGE = "evaluation/new";

  private final NewTests tests;
  private final TestUploads uploads;
  private final ModelPages pages;
  private final Toasts toasts;

  NewTestController(NewTests tests, TestUploads uploads, ModelPages pages, Toasts toasts) {
    this.tests = tests;
    this.uploads = uploads;
    this.pages = pages;
    this.toasts = toasts;
  }

  @GetMapping("/new")
  String page(@PathVariable CustomModelId id, SignedIn user, Model view) {
    return ask(id, new TestForm(), user, view, PAGE);
  }

  @FragmentRequest
  @GetMapping("/new")
  String dialog(@PathVariable CustomModelId id, SignedIn user, Model view) {
    return ask(id, new TestForm(), user, view, PAGE + " :: new-test");
  }

  private String ask(CustomModelId id, TestForm form, SignedIn user, Model view, String template) {
    view.addAttribute("offer", tests.offer(id, user));
    view.addAttribute("form", form);
    view.addAttribute("limits", TestUploads.LIMITS);
    pages.fill(id, ModelTab.TESTS, user, view);
    return template;
  }

  @PostMapping
  String start(
      @PathVariable CustomModelId id,
      SignedIn user,
      HttpServletRequest request,
      HttpServletResponse response,
      Model view,
      RedirectAttributes redirect)
      throws IOException {
    tests.requireTestable(id, user);
    TestForm form = new TestForm();
    try {
      UUID run =
          uploads.receive(
              user,
              request,
              form,
              subjects -> tests.require(id, subjects, user),
              wanted -> tests.start(id, wanted, user));
      toasts.success(redirect, "evaluation.started");
      return "redirect:" + ModelTab.TESTS.path(id) + "/" + run;
    } catch (Invalid | LimitReached refused) {
      response.setStatus(refused.code().status().value());
      form.refuse(refused);
      return ask(id, form, user, view, PAGE);
    }
  }
}
