package io.diction.speech;

/** Solves symmetric positive definite systems A x = b by A = L L^T. For one thread. */
public final class Cholesky {
  private Cholesky() {}

  /**
   * Solves one system.
   *
   * @param matrix A by rows, only its lower half is read; overwritten by L
   * @param right b; overwritten by x
   * @param size rows
   * @return false when A is not positive definite as far as double precision can tell; the content
   *     of both arrays is undefined then
   */
  public static boolean solve(double[] matrix, double[] right, int size) {
    if (!decompose(matrix, size)) {
      return false;
    }
    substitute(matrix, right, 0, size);
    return true;
  }

  /**
   * Overwrites A by L, for any number of right sides.
   *
   * @return false when A is not positive definite as far as double precision can tell
   */
  public static boolean decompose(double[] matrix, int size) {
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
    return true;
  }

  /**
   * Solves for one right side.
   *
   * @param root L by rows, of {@link #decompose}
   * @param right holds b from {@code at} on; overwritten by x
   */
  public static void substitute(double[] root, double[] right, int at, int size) {
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < i; k++) {
        right[at + i] -= root[i * size + k] * right[at + k];
      }
      right[at + i] /= root[i * size + i];
    }
    for (int i = size - 1; i >= 0; i--) {
      for (int k = i + 1; k < size; k++) {
        right[at + i] -= root[k * size + i] * right[at + k];
      }
      right[at + i] /= root[i * size + i];
    }
  }
}
