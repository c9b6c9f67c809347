package io.diction.sharing;

import io.diction.custommodel.Holder;
import io.diction.custommodel.ModelAccess.Given;
import io.diction.web.Toasts;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Says what became of models and of defaults once it is done. */
@Component
class AssignmentToasts {
  private final Toasts toasts;

  AssignmentToasts(Toasts toasts) {
    this.toasts = toasts;
  }

  void assigned(RedirectAttributes redirect, List<Given> all) {
    Holder first = all.get(0).holder();
    if (all.size() == 1) {
      toasts.success(redirect, "sharing.assigned.one", first.modelName(), first.name());
    } else {
      toasts.success(redirect, "sharing.assigned.many", first.modelName(), all.size());
    }
    for (Given given : all) {
      if (given.replaced() != null) {
        toasts.warning(
            redirect,
            "sharing.assigned.replaced",
            given.holder().name(),
            given.holder().modelName());
      } else if (given.isDefaultNoMore()) {
        toasts.warning(redirect, "sharing.default-gone", given.holder().name());
      }
    }
  }

  void removed(RedirectAttributes redirect, Holder ended) {
    toasts.success(redirect, "sharing.removed", ended.name());
    if (ended.isDefault()) {
      toasts.warning(redirect, "sharing.default-gone", ended.name());
    }
  }
}
