//! giar checks and publishes the yearly reports on government information disclosure (政府信息公开工作年度报告) of
//! Chinese administrative bodies.

pub mod config;
pub mod diag;
pub mod document;
pub mod edition;
pub mod i18n;
pub mod located;
