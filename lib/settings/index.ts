export { isSettingName, settingNames } from './definitions';
export type { Imprint, RiskLevels, SettingName, Settings, TabLimits, TipLimits } from './definitions';
export { listSettingChanges, readSetting, readSettings } from './queries';
export type { SettingChange } from './queries';
export { changeSetting, SettingInvalid } from './change-setting';
