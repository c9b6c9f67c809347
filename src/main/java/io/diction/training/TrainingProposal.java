package io.diction.training;

import io.diction.catalog.BaseModel;
import io.diction.custommodel.ModelView;
import io.diction.web.Refusal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is asked to confirm.
 *
 * @param baseModels that can be trained on, the newest first
 * @param credits left in the organization
 * @param obstacle why the training cannot start now
 */
public record TrainingProposal(
    ModelView model,
    List<BaseModel> baseModels,
    long credits,
    Estimate estimate,
    @Nullable Refusal obstacle) {
  public TrainingProposal {
    baseModels = List.copyOf(baseModels);
  }

  /** Whether all, some or none of the base models cost a credit. */
  public Charge charge() {
    long charged = baseModels.stream().filter(BaseModel::charged).count();
    return charged == 0 ? Charge.NONE : charged == baseModels.size() ? Charge.ALL : Charge.SOME;
  }

  /** What the choice of a base model costs. */
  public enum Charge {
    NONE,
    SOME,
    ALL;

    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
