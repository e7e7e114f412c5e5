package io.libnetwork.etc;

/// Whose text a container's file has.
public enum FileState {
  /// There is no file, and the next write makes one.
  ABSENT,

  /// What was written last, or nobody has written down what that was.
  OURS,

  /// Something else: somebody edited it, and it is not written as a whole any more.
  EDITED
}
