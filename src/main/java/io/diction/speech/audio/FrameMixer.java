package io.diction.speech.audio;

import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_DBL;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_DBLP;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16P;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S32;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S32P;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_U8;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_U8P;

import io.diction.speech.audio.DecoderWire.Failure;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Turns FFmpeg's frames into mono samples: the mean of the channels, -1 to 1. For one thread. */
final class FrameMixer {

  /** Writes the frame's samples, {@code frame.nb_samples()} of them. */
  void mix(AVFrame frame, float[] mono, int offset) throws FfmpegFile.FailureException {
    int samples = frame.nb_samples();
    int channels = frame.ch_layout().nb_channels();
    int format = frame.format();
    boolean planar = isPlanar(format);
    int planes = planar ? channels : 1;
    int width = width(format);
    for (int t = 0; t < samples; t++) {
      mono[offset + t] = 0;
    }
    for (int plane = 0; plane < planes; plane++) {
      int perPlane = planar ? 1 : channels;
      ByteBuffer bytes =
          frame
              .extended_data(plane)
              .capacity((long) samples * perPlane * width)
              .asByteBuffer()
              .order(ByteOrder.nativeOrder());
      add(bytes, format, perPlane, samples, mono, offset);
    }
    for (int t = offset; t < offset + samples; t++) {
      float sample = mono[t] / channels;
      // Floating-point files can hold anything, and lossy codecs overshoot.
      mono[t] = sample >= -1 && sample <= 1 ? sample : sample > 1 ? 1 : sample < -1 ? -1 : 0;
    }
  }

  private static void add(
      ByteBuffer bytes, int format, int perPlane, int samples, float[] mono, int offset) {
    int i = 0;
    for (int t = offset; t < offset + samples; t++) {
      float sum = 0;
      for (int c = 0; c < perPlane; c++) {
        sum += sample(bytes, format, i++);
      }
      mono[t] += sum;
    }
  }

  private static float sample(ByteBuffer bytes, int format, int i) {
    if (format == AV_SAMPLE_FMT_S16 || format == AV_SAMPLE_FMT_S16P) {
      return bytes.getShort(2 * i) / 32768f;
    }
    if (format == AV_SAMPLE_FMT_FLT || format == AV_SAMPLE_FMT_FLTP) {
      return bytes.getFloat(4 * i);
    }
    if (format == AV_SAMPLE_FMT_S32 || format == AV_SAMPLE_FMT_S32P) {
      return (float) (bytes.getInt(4 * i) / 2147483648.0);
    }
    if (format == AV_SAMPLE_FMT_U8 || format == AV_SAMPLE_FMT_U8P) {
      return ((bytes.get(i) & 0xFF) - 128) / 128f;
    }
    return (float) bytes.getDouble(8 * i);
  }

  private static boolean isPlanar(int format) {
    return format == AV_SAMPLE_FMT_S16P
        || format == AV_SAMPLE_FMT_FLTP
        || format == AV_SAMPLE_FMT_S32P
        || format == AV_SAMPLE_FMT_U8P
        || format == AV_SAMPLE_FMT_DBLP;
  }

  private static int width(int format) throws FfmpegFile.FailureException {
    if (format == AV_SAMPLE_FMT_S16 || format == AV_SAMPLE_FMT_S16P) {
      return 2;
    }
    if (format == AV_SAMPLE_FMT_FLT
        || format == AV_SAMPLE_FMT_FLTP
        || format == AV_SAMPLE_FMT_S32
        || format == AV_SAMPLE_FMT_S32P) {
      return 4;
    }
    if (format == AV_SAMPLE_FMT_U8 || format == AV_SAMPLE_FMT_U8P) {
      return 1;
    }
    if (format == AV_SAMPLE_FMT_DBL || format == AV_SAMPLE_FMT_DBLP) {
      return 8;
    }
    throw new FfmpegFile.FailureException(Failure.UNSUPPORTED_CODEC, format);
  }
}
