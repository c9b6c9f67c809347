package io.diction.speech.audio;

import io.diction.speech.audio.DecoderWire.Failure;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The decoder child: decodes one file after the other for its parent ({@link DecoderWire}), and
 * ends with it. It is given no path, no environment and no setting of the application.
 */
final class DecoderProcess {
  /** Largest single allocation of FFmpeg: the index of a long m4a is the largest thing it needs. */
  private static final long LARGEST_ALLOCATION = 128L << 20;

  private final DataInputStream in;
  private final DataOutputStream out;
  private final Reader reader = new Reader();
  private final Seeker seeker = new Seeker();
  private final byte[] transfer = new byte[DecoderWire.MOST_BYTES];
  private long fileSize;
  private long fileOffset;
  private boolean unreadable;
  private @Nullable IOException broken;
  private @Nullable FfmpegFile file;

  private DecoderProcess(DataInputStream in, DataOutputStream out) {
    this.in = in;
    this.out = out;
  }

  /** Started by {@link DecoderChild}; of no use to anybody else. */
  public static void main(String[] arguments) throws IOException {
    // Standard output carries the answers: nothing else may ever write to it.
    System.setOut(System.err);
    var unused =
        ProcessHandle.current()
            .parent()
            .map(parent -> parent.onExit().thenRun(DecoderProcess::leave));
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    avutil.av_max_alloc(LARGEST_ALLOCATION);
    DecoderProcess process =
        new DecoderProcess(
            new DataInputStream(
                new BufferedInputStream(new FileInputStream(FileDescriptor.in), 1 << 16)),
            new DataOutputStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16)));
    // Loads the remaining libraries before the first file's time starts to count.
    avformat.avformat_version();
    process.out.writeByte(DecoderWire.HELLO);
    process.out.flush();
    process.serve();
  }

  private void serve() throws IOException {
    try {
      while (true) {
        int request = in.readUnsignedByte();
        try {
          answer(request);
        } catch (FfmpegFile.FailureException e) {
          Failure failure = unreadable ? Failure.UNREADABLE : e.failure();
          out.writeByte(DecoderWire.FAILURE);
          out.writeUTF(failure.name());
          out.writeLong(e.value());
        }
        if (broken != null) {
          throw broken;
        }
        out.flush();
      }
    } catch (EOFException e) {
      // The parent has closed the pipe: there is nothing more to do.
      leave();
    }
  }

  /** Ends an orphan; its parent can no longer remove the folder. */
  private static void leave() {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      Files.deleteIfExists(folder.resolve(DecoderChild.MESSAGES));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // It holds something else, or the parent was faster after all.
      Runtime.getRuntime().halt(1);
    }
    Runtime.getRuntime().halt(0);
  }

  private void answer(int request) throws IOException, FfmpegFile.FailureException {
    switch (request) {
      case DecoderWire.OPEN -> {
        fileSize = in.readLong();
        fileOffset = 0;
        unreadable = false;
        file = new FfmpegFile(reader, seeker, in.readInt());
        writeProperties(file.open());
      }
      case DecoderWire.NEXT -> {
        if (file == null) {
          throw new IOException("no file is open");
        }
        int count = file.decode();
        if (unreadable) {
          throw new FfmpegFile.FailureException(Failure.UNREADABLE, 0);
        }
        writeSamples(file, count);
      }
      case DecoderWire.CLOSE -> {
        if (file != null) {
          file.close();
          file = null;
        }
        out.writeByte(DecoderWire.CLOSED);
      }
      default -> throw new IOException("unknown request " + request);
    }
  }

  private void writeProperties(FfmpegFile.Found found) throws IOException {
    out.writeByte(DecoderWire.PROPERTIES);
    out.writeUTF(found.container());
    out.writeUTF(found.codec());
    out.writeInt(found.rateHz());
    out.writeInt(found.channels());
    out.writeInt(found.bitDepth());
    out.writeDouble(found.durationSeconds());
    out.writeBoolean(found.exact());
  }

  private void writeSamples(FfmpegFile open, int count) throws IOException {
    if (count == 0) {
      out.writeByte(DecoderWire.END);
      out.writeLong(open.damaged());
      writeLevels(open.levels());
      return;
    }
    out.writeByte(DecoderWire.SAMPLES);
    out.writeInt(open.blockRateHz());
    out.writeInt(count);
    ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES);
    bytes.asFloatBuffer().put(open.block(), 0, count);
    out.write(bytes.array());
  }

  private void writeLevels(ChannelLevels levels) throws IOException {
    out.writeByte(levels.channelsDb().size());
    for (double level : levels.channelsDb()) {
      out.writeDouble(level);
    }
    out.writeDouble(levels.mixDb());
    out.writeInt(levels.effectiveBits());
  }

  /** Asks the parent for bytes; FFmpeg calls it in the thread that decodes. */
  private final class Reader extends Read_packet_Pointer_BytePointer_int {
    @Override
    public int call(Pointer opaque, BytePointer buffer, int wanted) {
      if (fileOffset >= fileSize) {
        return avutil.AVERROR_EOF;
      }
      int length = Math.min(wanted, transfer.length);
      try {
        out.writeByte(DecoderWire.READ);
        out.writeLong(fileOffset);
        out.writeInt(length);
        out.flush();
        if (in.readUnsignedByte() != DecoderWire.BYTES) {
          throw new IOException("bytes expected");
        }
        int count = in.readInt();
        if (count <= 0 || count > length) {
          unreadable = true;
          return avutil.AVERROR_EXIT;
        }
        in.readFully(transfer, 0, count);
        buffer.capacity(count).put(transfer, 0, count);
        fileOffset += count;
        return count;
      } catch (IOException e) {
        // An exception cannot pass through FFmpeg: it is thrown once FFmpeg has given up.
        broken = e;
        return avutil.AVERROR_EXIT;
      }
    }
  }

  /** Moves within the file; FFmpeg also asks for its size this way. */
  private final class Seeker extends Seek_Pointer_long_int {
    private static final int SET = 0;
    private static final int CURRENT = 1;
    private static final int END = 2;

    @Override
    public long call(Pointer opaque, long offset, int whence) {
      if ((whence & avformat.AVSEEK_SIZE) != 0) {
        return fileSize;
      }
      long target =
          switch (whence & ~avformat.AVSEEK_FORCE) {
            case SET -> offset;
            case CURRENT -> fileOffset + offset;
            case END -> fileSize + offset;
            default -> -1;
          };
      if (target < 0) {
        return -1;
      }
      fileOffset = target;
      return target;
    }
  }
}
