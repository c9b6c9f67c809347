package io.diction.evaluation;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.DatasetId;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What each new version of a model is measured with. */
@Repository
class StandingRows {
  private final JdbcClient jdbc;

  StandingRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<DatasetId> of(CustomModelId model) {
    return jdbc.sql("select dataset_id from standing_dataset where model_id = :model")
        .param("model", model.value())
        .query((row, number) -> new DatasetId(row.getObject("dataset_id", UUID.class)))
        .list();
  }

  void set(CustomModelId model, List<DatasetId> datasets) {
    jdbc.sql("delete from standing_dataset where model_id = :model")
        .param("model", model.value())
        .update();
    for (DatasetId dataset : datasets) {
      jdbc.sql("insert into standing_dataset (model_id, dataset_id) values (:model, :dataset)")
          .param("model", model.value())
          .param("dataset", dataset.value())
          .update();
    }
  }

  void wanted(UUID training, CustomModelId model) {
    jdbc.sql("insert into test_after_training (training_id, model_id) values (:training, :model)")
        .param("training", training)
        .param("model", model.value())
        .update();
  }

  boolean isWanted(UUID training) {
    return jdbc.sql("select count(*) from test_after_training where training_id = :training")
            .param("training", training)
            .query(Long.class)
            .single()
        > 0;
  }

  /**
   * @return whether a test after this training was wanted, which from now on it is not
   */
  boolean take(UUID training) {
    return jdbc.sql("delete from test_after_training where training_id = :training")
            .param("training", training)
            .update()
        == 1;
  }
}
