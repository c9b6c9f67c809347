package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelView;
import io.diction.identity.SignedIn;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What all pages of one dataset need: where it is, whose it is, whether it can be changed. */
@Component
public class DatasetPages {
  private final Datasets datasets;
  private final SayableSentences sentences;

  DatasetPages(Datasets datasets, SayableSentences sentences) {
    this.datasets = datasets;
    this.sentences = sentences;
  }

  /** The dataset that a page is about, and the model that it was looked up in. */
  public record Shown(ModelView model, Dataset dataset) {}

  public static String path(UUID model, UUID dataset) {
    return DatasetController.path(model) + "/" + dataset;
  }

  /** Looks both up, as far as this person may see them. */
  public Shown fill(UUID id, UUID dataset, SignedIn who, Model view) {
    CustomModelId modelId = new CustomModelId(id);
    ModelView model = datasets.model(modelId, who);
    Dataset of = datasets.get(modelId, new DatasetId(dataset), who);
    view.addAttribute("model", model);
    view.addAttribute("modelName", model.name());
    view.addAttribute("modelId", id);
    view.addAttribute("dataset", of);
    view.addAttribute("changeable", model.isEditable() && !of.status().isUnderWay());
    view.addAttribute("datasetUrl", path(id, dataset));
    return new Shown(model, of);
  }

  /** Whether it is a text that can be said aloud, to test with; why not, or how much it tells. */
  public void fillSpeaking(Shown page, Model view) {
    boolean offered = page.model().isEditable() && Speaking.isText(page.dataset());
    boolean speaks = Speaking.speaks(page.model());
    view.addAttribute("speakable", offered && speaks);
    view.addAttribute("speechless", offered && !speaks);
    view.addAttribute(
        "known",
        offered && speaks ? sentences.known(page.model(), page.dataset()).orElse(null) : null);
  }
}
