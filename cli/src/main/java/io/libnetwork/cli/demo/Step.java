package io.libnetwork.cli.demo;

/// One thing the demonstration does.
///
/// @param name what, in plain words
/// @param part what its failure means for the steps after it
/// @param action does it
public record Step(String name, Part part, Action action) {

  /// What a step is there for.
  public enum Part {
    /// Makes something; without it there is nothing to ask and nothing more to make.
    BUILD,
    /// Asks something of what was made; every question is asked, whatever the others' answers.
    ASK,
    /// Takes away what was made, and looks that nothing is left; done whatever happened before.
    REMOVE
  }

  /// What a step does.
  @FunctionalInterface
  public interface Action {

    /// Does it.
    ///
    /// @return what came of it, in a few words
    /// @throws RuntimeException when it failed, with the reason as message
    String perform(Scene scene);
  }

  static Step build(String name, Action action) {
    return new Step(name, Part.BUILD, action);
  }

  /// A step that asks something of what was built.
  public static Step ask(String name, Action action) {
    return new Step(name, Part.ASK, action);
  }

  static Step remove(String name, Action action) {
    return new Step(name, Part.REMOVE, action);
  }
}
