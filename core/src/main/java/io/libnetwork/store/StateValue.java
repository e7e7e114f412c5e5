package io.libnetwork.store;

import io.libnetwork.NetworkException;
import java.util.Collection;
import java.util.List;

/// A value inside a record: what JSON (RFC 8259) has, without its null and its fractions.
public sealed interface StateValue
    permits StateValue.Text, StateValue.Whole, StateValue.Flag, StateValue.Items, Fields {

  /// How deep lists and fields may be nested.
  int MAX_DEPTH = 32;

  /// The longest text, in UTF-16 code units.
  int MAX_TEXT_LENGTH = 1 << 20;

  /// What it is called in a message.
  String description();

  /// How deep it is nested: 0 where it holds no values.
  default int depth() {
    return 0;
  }

  /// A text: at most [#MAX_TEXT_LENGTH] long, and Unicode, so without halves of characters.
  record Text(String value) implements StateValue {

    public Text {
      if (value.length() > MAX_TEXT_LENGTH) {
        throw new NetworkException.InvalidParameter(
            "a text of %d characters is too long for a record, which takes %d"
                .formatted(value.length(), MAX_TEXT_LENGTH));
      }
      requireUnicode(value);
    }

    @Override
    public String description() {
      return "text";
    }
  }

  /// A whole number.
  record Whole(long value) implements StateValue {

    @Override
    public String description() {
      return "whole number";
    }
  }

  /// True or false.
  record Flag(boolean value) implements StateValue {

    @Override
    public String description() {
      return "flag";
    }
  }

  /// Several values in their order.
  record Items(List<StateValue> values) implements StateValue {

    public Items {
      values = List.copyOf(values);
      requireShallow(values);
    }

    @Override
    public int depth() {
      return 1 + deepest(values);
    }

    @Override
    public String description() {
      return "list";
    }
  }

  /// Refuses half of a character (an unpaired surrogate), which no encoding can say.
  static void requireUnicode(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (Character.charCount(text.codePointAt(i)) == 1) {
          throw new NetworkException.InvalidParameter(
              "a text of a record has half of a character (%04x) at %d"
                  .formatted((int) text.charAt(i), i));
        }
        i++;
      }
    }
  }

  /// Refuses values that something that holds them would nest too deep.
  static void requireShallow(Collection<StateValue> values) {
    if (deepest(values) >= MAX_DEPTH) {
      throw new NetworkException.InvalidParameter(
          "values of a record are nested more than %d deep".formatted(MAX_DEPTH));
    }
  }

  /// How deep the deepest of these is nested.
  static int deepest(Collection<StateValue> values) {
    int deepest = 0;
    for (StateValue value : values) {
      deepest = Math.max(deepest, value.depth());
    }
    return deepest;
  }
}
