package io.diction.evaluation.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CsvExportTest {
  @Test
  void marksFormulasButLeavesNumbersAlone() {
    assertThat(CsvExport.cell("-3.200")).isEqualTo("-3.200");
    assertThat(CsvExport.cell("-3+cmd()")).isEqualTo("'-3+cmd()");
    assertThat(CsvExport.cell("=1,2")).isEqualTo("\"'=1,2\"");
    assertThat(CsvExport.cell("she said \"no\"")).isEqualTo("\"she said \"\"no\"\"\"");
  }
}
