package io.diction.account.factor;

import io.nayuki.qrcodegen.QrCode;

/**
 * A square code (QR code) as a drawing of dark squares.
 *
 * @param size of the drawing with its quiet edge, in squares
 * @param path of all dark squares, as the {@code d} of an SVG path
 */
public record SquareCode(int size, String path) {
  /** Readers want four light squares around the code. */
  private static final int EDGE = 4;

  static SquareCode of(String text) {
    QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          path.append('M').append(x + EDGE).append(' ').append(y + EDGE).append("h1v1h-1z");
        }
      }
    }
    return new SquareCode(code.size + 2 * EDGE, path.toString());
  }
}
