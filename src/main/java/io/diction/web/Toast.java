package io.diction.web;

import java.io.Serializable;

/** A short notice that a page shows once. Serializable, as it waits in the session for the page. */
record Toast(Kind kind, String text) implements Serializable {
  enum Kind {
    SUCCESS,
    WARNING,
    ERROR;

    /** As in the stylesheet's and scripts' names. */
    public String key() {
      return switch (this) {
        case SUCCESS -> "success";
        case WARNING -> "warning";
        case ERROR -> "error";
      };
    }

    public String icon() {
      return switch (this) {
        case SUCCESS -> "check-circle-fill";
        case WARNING -> "exclamation-triangle-fill";
        case ERROR -> "x-circle-fill";
      };
    }
  }
}
