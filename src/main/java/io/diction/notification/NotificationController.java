package io.diction.notification;

import io.diction.identity.SignedIn;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import io.diction.web.GridSpec;
import io.diction.web.Languages;
import io.diction.web.Toasts;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What the user was told, and what was read of it. */
@Controller
@RequestMapping("/notifications")
class NotificationController {
  private final Notifications notifications;
  private final Mail mail;
  private final Wording wording;
  private final Toasts toasts;

  NotificationController(Notifications notifications, Mail mail, Wording wording, Toasts toasts) {
    this.notifications = notifications;
    this.mail = mail;
    this.wording = wording;
    this.toasts = toasts;
  }

  /** One line of the page. */
  record Line(Notification notification, String text) {}

  @GetMapping
  String page(
      @GridSpec(sorts = "at", descending = true) GridQuery query, SignedIn user, Model view) {
    GridPage<Notification> page = notifications.page(user, query);
    List<Line> lines =
        page.rows().stream()
            .map(row -> new Line(row, wording.text(row.news(), Languages.current(), user.zone())))
            .toList();
    view.addAttribute("page", page);
    view.addAttribute("lines", lines);
    view.addAttribute("unread", notifications.unread(user));
    view.addAttribute("mails", mail.isSet());
    view.addAttribute("byMail", notifications.isByMail(user));
    return "notification/notifications";
  }

  @PostMapping("/{id}/read")
  String read(@PathVariable UUID id, SignedIn user) {
    notifications.read(user, id);
    return "redirect:/notifications";
  }

  @PostMapping("/read")
  String readAll(SignedIn user, RedirectAttributes redirect) {
    toasts.success(redirect, "notification.all-read", notifications.readAll(user));
    return "redirect:/notifications";
  }

  @PostMapping("/mail")
  String choose(
      @RequestParam(defaultValue = "false") boolean byMail,
      SignedIn user,
      RedirectAttributes redirect) {
    notifications.choose(user, byMail);
    toasts.success(redirect, byMail ? "notification.mail.on" : "notification.mail.off");
    return "redirect:/notifications";
  }
}
