/// Labs as files: YAML 1.2 or JSON in, with the line and column of every mistake, and YAML out.
///
/// Start with [io.libnetwork.lab.file.LabFile].
package io.libnetwork.lab.file;
