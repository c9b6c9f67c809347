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

/**
 * Turns FFmpeg's frames into mono samples, -1 to 1: the mean of the channels, or one of them. For
 * one thread.
 */
final class FrameMixer {
  private final int only;
  private final ChannelMeter meter = new ChannelMeter();
  private float[] values = new float[0];

  /**
   * @param only the channel that is heard; {@link AudioDecoder#ALL_CHANNELS} for their mean
   */
  FrameMixer(int only) {
    this.only = only;
  }

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
      int count = samples * perPlane;
      ByteBuffer bytes =
          frame
              .extended_data(plane)
              .capacity((long) count * width)
              .asByteBuffer()
              .order(ByteOrder.nativeOrder());
      read(bytes, format, count);
      add(perPlane, plane, samples, mono, offset);
    }
    double squares = 0;
    for (int t = offset; t < offset + samples; t++) {
      float sample = only == AudioDecoder.ALL_CHANNELS ? mono[t] / channels : mono[t];
      // Floating-point files can hold anything, and lossy codecs overshoot.
      sample = sample >= -1 && sample <= 1 ? sample : sample > 1 ? 1 : sample < -1 ? -1 : 0;
      mono[t] = sample;
      squares += (double) sample * sample;
    }
    meter.addMix(squares, samples);
  }

  /** Of all frames so far. */
  ChannelLevels levels() {
    return meter.levels();
  }

  private void add(int perPlane, int plane, int samples, float[] mono, int offset) {
    for (int c = 0; c < perPlane; c++) {
      double squares = 0;
      for (int t = 0, i = c; t < samples; t++, i += perPlane) {
        float sample = values[i];
        if (only == AudioDecoder.ALL_CHANNELS || only == plane + c) {
          mono[offset + t] += sample;
        }
        squares += (double) sample * sample;
      }
      meter.addChannel(plane + c, Double.isFinite(squares) ? squares : samples);
    }
  }

  /** Brings the plane's samples to -1 to 1, whatever they are stored as. */
  private void read(ByteBuffer bytes, int format, int count) {
    if (values.length < count) {
      values = new float[count];
    }
    float[] to = values;
    int bits = 0;
    if (format == AV_SAMPLE_FMT_FLT || format == AV_SAMPLE_FMT_FLTP) {
      bytes.asFloatBuffer().get(to, 0, count);
    } else if (format == AV_SAMPLE_FMT_DBL || format == AV_SAMPLE_FMT_DBLP) {
      for (int i = 0; i < count; i++) {
        to[i] = (float) bytes.getDouble(8 * i);
      }
    } else if (format == AV_SAMPLE_FMT_S16 || format == AV_SAMPLE_FMT_S16P) {
      for (int i = 0; i < count; i++) {
        int sample = bytes.getShort(2 * i);
        bits |= sample << 16;
        to[i] = sample / 32768f;
      }
    } else if (format == AV_SAMPLE_FMT_S32 || format == AV_SAMPLE_FMT_S32P) {
      for (int i = 0; i < count; i++) {
        int sample = bytes.getInt(4 * i);
        bits |= sample;
        to[i] = (float) (sample / 2147483648.0);
      }
    } else {
      for (int i = 0; i < count; i++) {
        int sample = (bytes.get(i) & 0xFF) - 128;
        bits |= sample << 24;
        to[i] = sample / 128f;
      }
    }
    meter.addBits(bits);
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
