//! The cluster as a picture: clients, gateway, activator, pods, and the way that requests go.
//!
//! A [`scene`] says what there is at a moment, [`layout`] where it stands, [`paint`] and [`pods`] put
//! it on a canvas with a [`brush`]; [`motion`] lets requests move over it.

pub mod brush;
pub mod layout;
pub mod motion;
pub mod paint;
mod pods;
pub mod scene;
