package io.diction.dataset;

/** What data is held for; what tests never trains. */
enum Purpose {
  TRAIN,
  TEST;

  static Purpose of(DatasetType type) {
    return type == DatasetType.TEST ? TEST : TRAIN;
  }
}
