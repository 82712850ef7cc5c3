package dev.threeway.queryapi.http;

import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The query parameters of a request, each checked before it is used. */
final class Query {
  private final Map<String, List<String>> values;

  /**
   * @param known the parameters that the resource has
   * @throws ProblemException for any other parameter, and for one that comes twice
   */
  Query(Context request, Set<String> known) {
    values = parse(request);
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
    List<E> choices = Arrays.stream(all).filter(each -> !each.name().equals("UNKNOWN")).toList();
    int chosen = choice(name, text, choices.stream().map(Enum::name).toList());
    return choices.get(chosen);
  }

  /** One of some words; null if the parameter is absent. */
  String oneOf(String name, List<String> words) {
    String text = text(name);
    return text == null ? null : words.get(choice(name, text, words));
  }

  private static int choice(String name, String text, List<String> choices) {
    int chosen = choices.indexOf(text);
    if (chosen < 0) {
      throw ProblemException.refused(
          name, "The value must be one of %s.".formatted(String.join(", ", choices)));
    }
    return chosen;
  }

  /** The value as it came; null if the parameter is absent. */
  String text(String name) {
    List<String> given = values.get(name);
    return given == null ? null : given.get(0);
  }

  private static Map<String, List<String>> parse(Context request) {
    try {
      return request.queryParamMap();
    } catch (IllegalArgumentException malformed) {
      throw ProblemException.of(
          Problem.Kind.BAD_REQUEST, "The query is not valid percent-encoded UTF-8.");
    }
  }
}
