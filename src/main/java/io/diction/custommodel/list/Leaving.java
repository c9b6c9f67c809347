package io.diction.custommodel.list;

import io.diction.custommodel.ModelContents;
import io.diction.custommodel.ModelContents.Contents;
import io.diction.custommodel.ModelView;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What goes with a model, and what stays, when it is deleted. */
@Component
class Leaving {
  private final List<ModelContents> modules;

  Leaving(List<ModelContents> modules) {
    this.modules = List.copyOf(modules);
  }

  List<Contents> of(ModelView model) {
    List<Contents> all = new ArrayList<>();
    for (ModelContents module : modules) {
      all.add(module.of(model.id(), model.owner()));
    }
    all.add(new Contents("versions", model.versions(), List.of()));
    return all;
  }
}
