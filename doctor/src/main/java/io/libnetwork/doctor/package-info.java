/// What is wrong on a host with our networks, why, and what to do about it.
///
/// Start at [io.libnetwork.doctor.Doctor], which makes one look ([io.libnetwork.doctor.Scene]) and
/// has each [io.libnetwork.doctor.Check] say what it finds in it. A new check is one class more,
/// and one line in the doctor's list. Nothing here changes anything; what is repaired is repaired
/// by a controller.
package io.libnetwork.doctor;
