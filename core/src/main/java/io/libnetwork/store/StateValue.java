package io.libnetwork.store;

import java.util.List;

/// A value inside a record: what JSON (RFC 8259) has, without its null and its fractions.
public sealed interface StateValue
    permits StateValue.Text, StateValue.Whole, StateValue.Flag, StateValue.Items, Fields {

  /// What it is called in a message.
  String description();

  /// A text.
  record Text(String value) implements StateValue {

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
    }

    @Override
    public String description() {
      return "list";
    }
  }
}
