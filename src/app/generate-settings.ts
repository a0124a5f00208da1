export {
  MODELS,
  SYNTHETIC_SETTINGS,
  type SyntheticSetting,
  type SyntheticSettingName,
} from "#market-data/synthetic/synthetic-settings";
