package io.diction.speech.estimate;

/** Solves symmetric positive definite systems. For one thread. */
final class Cholesky {
  private Cholesky() {}

  /**
   * Solves A x = b by A = L L^T.
   *
   * @param matrix A by rows, only its lower half is read; overwritten by L
   * @param right b; overwritten by x
   * @param size rows
   * @return false when A is not positive definite as far as double precision can tell; the content
   *     of both arrays is undefined then
   */
  static boolean solve(double[] matrix, double[] right, int size) {
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i * size + j];
        double before = Math.abs(sum);
        for (int k = 0; k < j; k++) {
          sum -= matrix[i * size + k] * matrix[j * size + k];
        }
        if (i == j) {
          if (!(sum > 1e-12 * before)) {
            return false;
          }
          matrix[i * size + i] = Math.sqrt(sum);
        } else {
          matrix[i * size + j] = sum / matrix[j * size + j];
        }
      }
    }
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < i; k++) {
        right[i] -= matrix[i * size + k] * right[k];
      }
      right[i] /= matrix[i * size + i];
    }
    for (int i = size - 1; i >= 0; i--) {
      for (int k = i + 1; k < size; k++) {
        right[i] -= matrix[k * size + i] * right[k];
      }
      right[i] /= matrix[i * size + i];
    }
    return true;
  }
}
