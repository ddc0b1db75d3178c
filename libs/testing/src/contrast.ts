import type { Page } from 'playwright-core';

/** A text on the page, its colours and their contrast as WCAG 2 counts it: 1 to 21. */
export interface TextContrast {
  text: string;
  ratio: number;
}

/** The contrast of every text that is seen, against the first background behind it that is not see-through. */
export const contrasts = (page: Page): Promise<TextContrast[]> =>
  page.evaluate(() => {
    const channels = (color: string): number[] => (color.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (color: string): number => {
      const [r, g, b] = channels(color).map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
    };
    const behind = (element: Element | null): string => {
      const color = element ? getComputedStyle(element).backgroundColor : 'rgb(255, 255, 255)';
      return channels(color)[3] === 0 ? behind(element!.parentElement) : color;
    };
    const texts = [...document.body.querySelectorAll('*')].filter(
      (element) => element.checkVisibility() && [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()),
    );
    return texts.map((element) => {
      const [dark, light] = [luminance(getComputedStyle(element).color), luminance(behind(element))].sort((a, b) => a - b);
      return { text: element.textContent!.trim(), ratio: (light! + 0.05) / (dark! + 0.05) };
    });
  });
