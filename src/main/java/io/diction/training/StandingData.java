package io.diction.training;

import io.diction.custommodel.ModelView;
import io.diction.dataset.TestData.TestSet;
import java.util.List;

/** Tells what each new version of a model is measured with, whoever trains it. */
public interface StandingData {
  /** Empty where no test begins by itself. */
  List<TestSet> standing(ModelView model);
}
