package dev.threeway.queryapi.http;

import dev.threeway.queryapi.security.Caller;
import dev.threeway.topology.rules.DurationText;
import dev.threeway.topology.rules.Money;
import io.javalin.http.Context;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The query parameters of a request, each checked before it is used. */
final class Query {
  /** Longer than anything is kept. */
  private static final Duration LONGEST = Duration.ofDays(3_650);

  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  /** What the server reads where bytes are no characters. */
  private static final char NOT_UTF_8 = '\uFFFD';

  private final Map<String, List<String>> values;
  private final String user;

  /**
   * @param known the parameters that the resource has
   * @throws ProblemException for any other parameter, and for one that comes twice
   */
  Query(Context request, Set<String> known) {
    values = parse(request);
    user = Guard.caller(request).map(Caller::subject).orElse("");
    for (Map.Entry<String, List<String>> entry : values.entrySet()) {
      String name = entry.getKey();
      if (!known.contains(name)) {
        throw ProblemException.refused(
            name,
            known.isEmpty()
                ? "This resource has no parameters."
                : "There is no such parameter here; there are %s."
                    .formatted(String.join(", ", new TreeSet<>(known))));
      }
      if (entry.getValue().size() != 1) {
        throw ProblemException.refused(name, "The parameter must not come more than once.");
      }
    }
  }

  /** A whole number, or {@code otherwise} if the parameter is absent. */
  int integer(String name, int least, int most, int otherwise) {
    String text = text(name);
    if (text == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Answered below, like a number out of range.
    }
    throw ProblemException.refused(
        name, "The value must be a whole number from %d to %d.".formatted(least, most));
  }

  /** True or false; false if the parameter is absent. */
  boolean flag(String name) {
    String text = text(name);
    if (text == null || text.equals("false")) {
      return false;
    }
    if (text.equals("true")) {
      return true;
    }
    throw ProblemException.refused(name, "The value must be true or false.");
  }

  /**
   * One of an Avro enum's values but UNKNOWN, which is for readers alone; null if the parameter is
   * absent.
   */
  <E extends Enum<E>> E oneOf(String name, E[] all) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    List<E> choices = known(all);
    int chosen = choice(name, text, choices.stream().map(Enum::name).toList());
    return choices.get(chosen);
  }

  /** One of some words; null if the parameter is absent. */
  String oneOf(String name, List<String> words) {
    String text = text(name);
    return text == null ? null : words.get(choice(name, text, words));
  }

  /** Any of an Avro enum's values but UNKNOWN, by comma; empty if the parameter is absent. */
  <E extends Enum<E>> Set<E> anyOf(String name, E[] all) {
    List<E> choices = known(all);
    List<String> words = choices.stream().map(Enum::name).toList();
    return each(name, word -> choices.get(choice(name, word, words)));
  }

  /** Any of some words, by comma; empty if the parameter is absent. */
  Set<String> anyOf(String name, List<String> words) {
    return each(name, word -> words.get(choice(name, word, words)));
  }

  /** Currencies by comma; empty if the parameter is absent. */
  Set<String> currencies(String name) {
    return each(name, code -> currency(name, code));
  }

  /** A currency; null if the parameter is absent. */
  String currency(String name) {
    String code = text(name);
    return code == null ? null : currency(name, code);
  }

  private static String currency(String name, String code) {
    if (!Money.isCurrency(code)) {
      throw ProblemException.refused(name, "The value must be an ISO 4217 code, such as USD.");
    }
    return code;
  }

  private <T> Set<T> each(String name, Function<String, T> read) {
    String text = text(name);
    return text == null
        ? Set.of()
        : Arrays.stream(text.split(",", -1)).map(read).collect(Collectors.toSet());
  }

  private static <E extends Enum<E>> List<E> known(E[] all) {
    return Arrays.stream(all).filter(each -> !each.name().equals("UNKNOWN")).toList();
  }

  /** A duration such as {@code 30m} or {@code 7d}, or {@code otherwise} if it is absent. */
  Duration duration(String name, Duration otherwise) {
    String text = text(name);
    if (text == null) {
      return otherwise;
    }
    try {
      Duration duration = DurationText.parse(text);
      if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
        return duration;
      }
    } catch (IllegalArgumentException | ArithmeticException notADuration) {
      // Answered below, like one out of range.
    }
    throw ProblemException.refused(
        name,
        "The value must be a duration of up to %dd, such as 30m, 24h or 7d."
            .formatted(LONGEST.toDays()));
  }

  /** Some text of a limited length; null if the parameter is absent. */
  String text(String name, int longest) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    if (text.isEmpty()
        || text.length() > longest
        || text.chars().anyMatch(Character::isISOControl)) {
      throw ProblemException.refused(
          name,
          "The value must be 1 to %d characters, none of them a control character."
              .formatted(longest));
    }
    return text;
  }

  /** The value as it came; null if the parameter is absent. */
  String text(String name) {
    List<String> given = values.get(name);
    return given == null ? null : given.get(0);
  }

  /**
   * What a cursor is bound to: the resource, the user, and every parameter but some.
   *
   * @param others parameters that do not change which items the list has, or in which order
   */
  String binding(String resource, Set<String> others) {
    SortedMap<String, String> bound = new TreeMap<>();
    values.forEach(
        (name, given) -> {
          if (!others.contains(name)) {
            bound.put(name, given.get(0));
          }
        });
    return binding(resource, user, bound);
  }

  /**
   * The same of a request that nobody has sent.
   *
   * @param user the subject of the token; empty where nobody signs in
   * @param parameters those that decide which items the list has, and in which order
   */
  static String binding(String resource, String user, SortedMap<String, String> parameters) {
    StringBuilder binding = new StringBuilder(resource).append('\n').append(user);
    parameters.forEach((name, value) -> binding.append("\n%s=[%s]".formatted(name, value)));
    return binding.toString();
  }

  /** A point in time, in RFC 3339; null if the parameter is absent. */
  Instant instant(String name) {
    String text = text(name);
    try {
      Instant instant = text == null ? null : OffsetDateTime.parse(text).toInstant();
      if (instant == null || (!instant.isBefore(Instant.EPOCH) && instant.isBefore(LATEST))) {
        return instant;
      }
    } catch (DateTimeParseException notATime) {
      // Answered below, like a time that cannot be shown.
    }
    throw ProblemException.refused(
        name, "The value must be a time in RFC 3339, such as 2026-03-01T09:00:00Z.");
  }

  private static int choice(String name, String text, List<String> choices) {
    int chosen = choices.indexOf(text);
    if (chosen < 0) {
      throw ProblemException.refused(
          name, "The value must be one of %s.".formatted(String.join(", ", choices)));
    }
    return chosen;
  }

  private static Map<String, List<String>> parse(Context request) {
    try {
      // What is no address could not be passed on to another instance.
      var unused = URI.create("?" + request.queryString());
      Map<String, List<String>> parsed = request.queryParamMap();
      if (parsed.toString().indexOf(NOT_UTF_8) < 0) {
        return parsed;
      }
    } catch (IllegalArgumentException malformed) {
      // Answered below, like bytes that are no text.
    }
    throw ProblemException.of(
        Problem.Kind.BAD_REQUEST, "The query is not valid percent-encoded UTF-8.");
  }
}
