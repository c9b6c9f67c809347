package io.diction.web;

import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.NotBlank;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindException;
import org.springframework.validation.BindingResult;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A page with every shared fragment, and one of each failure, for tests. */
@Controller
@TestComponent
@GridSpec(
    sorts = {"name", "modified"},
    filters = {"models", "home"})
class SamplesController {
  static final long TOTAL = 1204;

  private final Toasts toasts;

  SamplesController(Toasts toasts) {
    this.toasts = toasts;
  }

  record Row(long number, String name) {}

  record SampleForm(@NotBlank String name, String language, String description) {}

  record Language(String id, String name) {}

  @GetMapping("/samples")
  String page(GridQuery query, Model view) {
    return fill(query, view, "samples/grid");
  }

  @FragmentRequest
  @GetMapping("/samples")
  String rows(GridQuery query, Model view) {
    return fill(query, view, "samples/grid :: rows");
  }

  private static String fill(GridQuery asked, Model view, String template) {
    GridQuery query = asked.within(TOTAL);
    List<Row> rows =
        LongStream.rangeClosed(query.from(TOTAL), query.to(TOTAL))
            .mapToObj(number -> new Row(number, "Model " + number))
            .toList();
    view.addAttribute("grid", new GridPage<>(rows, TOTAL, query));
    view.addAttribute("texts", Map.of("home", "Success"));
    return template;
  }

  @GetMapping("/samples/new")
  String dialog(@ModelAttribute("form") SampleForm form, Model view) {
    languages(view);
    return "samples/new";
  }

  @FragmentRequest
  @GetMapping("/samples/new")
  String dialogAlone(@ModelAttribute("form") SampleForm form, Model view) {
    languages(view);
    return "samples/new :: new-sample";
  }

  @PostMapping("/samples")
  String create(
      @Validated @ModelAttribute("form") SampleForm form,
      BindingResult problems,
      Model view,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    if (problems.hasErrors()) {
      languages(view);
      response.setStatus(422);
      return "samples/new";
    }
    toasts.success(redirect, "web.pager.page", "Zoë’s");
    return "redirect:/samples";
  }

  private static void languages(Model view) {
    view.addAttribute("languages", List.of(new Language("en-US", "English")));
  }

  @FragmentRequest
  @PostMapping("/samples/toast")
  String toast(GridQuery query, Model view, HtmxResponse response) {
    toasts.success(response, "web.pager.page", "Zoë’s “一” \n");
    return fill(query, view, "samples/grid :: rows");
  }

  @GetMapping("/samples/item/{id}")
  String item(@PathVariable UUID id, @RequestParam(defaultValue = "1") int number) {
    throw new Refusal.NotFound();
  }

  @FragmentRequest
  @PostMapping("/samples/refused")
  String refusedForm() {
    throw new Refusal.LimitReached(ErrorCode.NO_CLAIMS_AVAILABLE);
  }

  @GetMapping("/samples/refused/{kind}")
  String refused(@PathVariable String kind) throws BindException {
    if (kind.equals("binding")) {
      throw new BindException(new Object(), "form");
    }
    throw switch (kind) {
      case "not-found" -> new Refusal.NotFound();
      case "not-allowed" -> new Refusal.NotAllowed();
      case "wrong-state" -> new Refusal.WrongState("web.pager.page", "<b>Zoë</b>");
      case "limit" -> new Refusal.LimitReached(ErrorCode.NO_CLAIMS_AVAILABLE);
      case "invalid" -> new Refusal.Invalid(ErrorCode.NOT_ENOUGH_DATA);
      case "too-large" -> new MaxUploadSizeExceededException(1024);
      case "busy" -> new CannotAcquireLockException("waits for another");
      case "away" -> new DataAccessResourceFailureException("host of the database");
      case "no-right" -> new AccessDeniedException("not this one");
      default -> new IllegalStateException("secret of the database");
    };
  }

  @GetMapping("/samples/times")
  String times(Model view) {
    view.addAttribute("at", OffsetDateTime.parse("2026-11-21T06:15:00Z"));
    return "samples/times";
  }

  @GetMapping("/samples/broken-template")
  String broken() {
    return "samples/broken";
  }
}
