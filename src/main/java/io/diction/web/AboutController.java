package io.diction.web;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** What runs here, and under whose licences. Open to everybody. */
@Controller
class AboutController {
  private final Libraries libraries;

  AboutController(Libraries libraries) {
    this.libraries = libraries;
  }

  @GetMapping("/about")
  ModelAndView about() {
    return new ModelAndView("web/about", "materials", libraries.materials())
        .addObject("modelNotice", libraries.modelNotice());
  }
}
